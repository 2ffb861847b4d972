"""Setting up where reviews come from."""

import secrets
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from twofold.core.access import change_visible, require_level
from twofold.core.actor import Actor, Level
from twofold.core.egress import find_place
from twofold.core.errors import BadInput, Conflict
from twofold.core.sealing import seal
from twofold.feedback.models import ReviewSource
from twofold.timeline.actions.record import record

PURPOSE = "review webhook"
SECRET_BYTES = 32
STATED = (
    *("name", "offering_id", "address", "most_stars", "low_stars", "answer_within_hours"),
    *("stale_after_days", "is_on", "asks_after", "asks_at", "ask_after_days", "ask_share"),
)


@transaction.atomic
def add_source(
    *, unit_id: int, kind: str, actor: Actor, now: datetime, **stated: Any
) -> tuple[ReviewSource, str]:
    """Let reviews of a place come in.

    :param stated: any of `STATED`
    :returns: the source, and for a webhook the secret, which is never shown again; else ""
    :raises NotAllowed: if the actor does not lead the unit
    :raises BadInput: naming the field
    :raises Conflict: if the unit has a source of this name
    """
    _require_lead(actor, unit_id)
    if kind not in ReviewSource.Kind.values:
        raise BadInput(_("Choose how its reviews come in."), field="kind")
    source = ReviewSource(unit_id=unit_id, kind=kind, created_at=now)
    secret = _new_secret(source) if kind == ReviewSource.Kind.WEBHOOK else ""
    _state(source, stated, now)
    _record("review_source_added", source, actor, now)
    return source, secret


def change_source(source: ReviewSource, *, actor: Actor, now: datetime, **stated: Any) -> ReviewSource:
    """Change a source, or turn it off: then nothing comes in by it, and nobody is asked.

    :param stated: any of `STATED`
    :raises NotVisible, NotAllowed: if the actor does not lead its unit
    :raises BadInput: naming the field
    :raises Conflict: if the unit has another source of this name
    """
    with change_visible(ReviewSource, actor, source.pk, "lead") as current:
        before = {name: getattr(current, name) for name in STATED}
        _state(current, stated, now)
        changes = {
            name: (before[name], getattr(current, name))
            for name in STATED
            if before[name] != getattr(current, name)
        }
        _record("review_source_changed", current, actor, now, changes)
    return current


def renew_secret(source: ReviewSource, *, actor: Actor, now: datetime) -> str:
    """Give a webhook another secret; the one before opens nothing from now on.

    :returns: the secret, which is never shown again
    :raises NotVisible, NotAllowed: if the actor does not lead its unit
    :raises Conflict: if it is no webhook
    """
    with change_visible(ReviewSource, actor, source.pk, "lead") as current:
        if current.kind != ReviewSource.Kind.WEBHOOK:
            raise Conflict(_("Only a webhook has a secret."))
        secret = _new_secret(current)
        current.save(update_fields=["secret"])
        _record("review_secret_renewed", current, actor, now)
    return secret


def _require_lead(actor: Actor, unit_id: int) -> None:
    require_level(
        actor, Level.LEAD, unit_id, _("Only those who lead a unit set up where its reviews come from.")
    )


def _new_secret(source: ReviewSource) -> str:
    secret = secrets.token_urlsafe(SECRET_BYTES)
    source.secret = seal(secret, purpose=PURPOSE)
    return secret


def _state(source: ReviewSource, stated: dict[str, Any], now: datetime) -> None:
    was_asking, address = source.asks_after, source.address
    for name, value in stated.items():
        if name not in STATED:
            raise TypeError(f"a source does not state {name}")
        setattr(source, name, value.strip() if isinstance(value, str) else value)
    source.name = " ".join(source.name.replace("\x00", "").split())[:120]
    _require_sound(source)
    if source.address != address:
        source.etag, source.last_modified, source.trouble, source.read_at = "", "", "", None
    if source.asks_after != was_asking:
        source.asks_since = now if source.asks_after else None
    try:
        with transaction.atomic():
            source.save()
    except IntegrityError:
        raise Conflict(_("This unit has a source of this name already."), field="name") from None


def _require_sound(source: ReviewSource) -> None:
    if not source.name:
        raise BadInput(_("Give it a name, e.g. that of the place where people write."), field="name")
    if not 1 <= source.most_stars <= 99:
        raise BadInput(_("The most stars are a number from 1 to 99."), field="most_stars")
    if not 0 <= source.low_stars < source.most_stars:
        raise BadInput(_("Low stars are fewer than the most there are."), field="low_stars")
    if not 1 <= source.answer_within_hours <= 8760:
        raise BadInput(_("Answer within an hour to a year."), field="answer_within_hours")
    if not 1 <= source.ask_share <= 100:
        raise BadInput(_("Ask 1 to 100 of a hundred."), field="ask_share")
    if source.asks_after and not source.asks_at:
        raise BadInput(_("Give the address at which a review can be written."), field="asks_at")
    if source.asks_at and not source.asks_at.startswith(("https://", "http://")):
        raise BadInput(_("Give an address that begins with https://."), field="asks_at")
    if source.kind == ReviewSource.Kind.FEED:
        if not source.address:
            raise BadInput(_("Give the address of the feed."), field="address")
        _require_reachable(source.address)
    else:
        source.address = ""


def _require_reachable(address: str) -> None:
    try:
        find_place(address)
    except BadInput as refusal:
        raise BadInput(refusal.sentence, field="address") from None


def _record(
    verb: str,
    source: ReviewSource,
    actor: Actor,
    now: datetime,
    changes: dict[str, tuple[Any, Any]] | None = None,
) -> None:
    record(
        f"feedback.{verb}",
        subject=source,
        actor=actor,
        now=now,
        unit_id=source.unit_id,
        changes=changes or {},
    )
