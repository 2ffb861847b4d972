"""What we do about a review: answer it, may quote it, know who wrote it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.access import change_visible, get_visible
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict
from twofold.core.rows import changed, row_values
from twofold.directory.models import Party
from twofold.feedback.actions.reviews.arrived import LONGEST
from twofold.feedback.models import Review
from twofold.relationships.models import Relationship, Side
from twofold.timeline.actions.record import record


def answer_review(
    review: Review, *, words: str, actor: Actor, now: datetime, answered_at: datetime | None = None
) -> Review:
    """Keep what we answered, where it was written. The first answer stops the wait for one.

    :param answered_at: when it was, if not now
    :raises NotVisible, NotAllowed: if the actor does not work in its unit
    :raises BadInput: if nothing is said, or the moment lies in the future or before the review
    """
    words = words.replace("\x00", "").strip()
    if not words:
        raise BadInput(_("Write what was answered."), field="words")
    if len(words) > LONGEST["answer"]:
        raise BadInput(_("This is longer than any place takes."), field="words")
    if answered_at and answered_at > now:
        raise BadInput(_("That lies in the future."), field="answered_at")
    with _changing(review, "review_answered", actor, now) as current:
        if answered_at and answered_at < current.written_at:
            raise BadInput(_("That was before the review was written."), field="answered_at")
        current.answered_at = answered_at or current.answered_at or now
        current.answer = words
    return current


def permit_quote(review: Review, *, how: str, actor: Actor, now: datetime) -> Review:
    """Note that its author permits us to quote it.

    :param how: how we know, e.g. “by mail on 3 November”
    :raises NotVisible, NotAllowed: if the actor does not work in its unit
    :raises BadInput: if nobody says how we know
    """
    how = " ".join(how.replace("\x00", "").split())[:200]
    if not how:
        raise BadInput(_("Say how its author permitted it."), field="how")
    with _changing(review, "review_quotable", actor, now, {"quote_permission": (None, how)}) as current:
        if current.erased_at:
            raise Conflict(_("It was erased: nothing is left to quote."))
        current.may_quote = True
    return current


def withdraw_quote(review: Review, *, actor: Actor, now: datetime) -> Review:
    """Note that it may be quoted no more.

    :raises NotVisible, NotAllowed: if the actor does not work in its unit
    """
    with _changing(review, "review_not_quotable", actor, now) as current:
        current.may_quote = False
    return current


def name_author(review: Review, *, party: Party | None, actor: Actor, now: datetime) -> Review:
    """Say who wrote it, or that nobody knows after all.

    :raises NotVisible: if the actor may not see the review or the party
    :raises NotAllowed: if the actor does not work in its unit
    """
    if party:
        party = get_visible(Party, actor, party.pk)
    with _changing(review, "review_author_named", actor, now, parties=[party and party.pk]) as current:
        current.party = party
        served = Relationship.objects.system("whom the unit serves").filter(
            provider_id=current.unit_id, customer=party, side=Side.EXTERNAL
        )
        current.relationship = served.first() if party else None
    return current


@contextmanager
def _changing(
    review: Review,
    verb: str,
    actor: Actor,
    now: datetime,
    changes: dict | None = None,
    parties: list | None = None,
) -> Iterator[Review]:
    with transaction.atomic(), change_visible(Review, actor, review.pk) as current:
        before = row_values(current)
        yield current
        change = changed(current, before)
        if not change.new:
            return
        current.save(update_fields=list(change.new))
        record(
            f"feedback.{verb}",
            subject=current,
            actor=actor,
            now=now,
            unit_id=current.unit_id,
            parties=parties or [current.party_id],
            changes=changes or {},
            rows=[change],
        )
