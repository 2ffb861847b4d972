"""Writing down what happened, once."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils.module_loading import import_string

from twofold.core.actor import Actor
from twofold.core.plates import RowChange, house
from twofold.timeline.actions.keep_rows import keep_rows
from twofold.timeline.models import Change, Event, Mention

Changes = Mapping[str, tuple[Any, Any]]


@transaction.atomic(savepoint=False)
def record(
    verb: str,
    *,
    subject: models.Model,
    actor: Actor,
    now: datetime,
    unit_id: int | None,
    parties: Iterable[int | None] = (),
    happened_at: datetime | None = None,
    details: Mapping[str, Any] | None = None,
    changes: Changes | None = None,
    rows: Iterable[RowChange] = (),
) -> Event:
    """Record one past-tense event in the caller's transaction, and one job for each that listens to it.

    :param verb: room and past tense, e.g. ``cases.case_resolved``
    :param unit_id: the unit in which it happened, whose members may read it
    :param parties: ids of the parties on whose timeline it belongs; None and repeats are dropped
    :param details: plain ids and codes; never names, addresses or free text, which go into `changes`
    :param changes: field → (old, new); erasable later
    :param rows: what was done to stored rows, where the act can be taken back
    """
    happened_at = happened_at or now
    stated = _change_rows(changes or {})
    event = Event.objects.create(
        verb=verb,
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        unit_id=unit_id,
        person_id=actor.person_id,
        acting_side=actor.side,
        happened_at=happened_at,
        recorded_at=now,
        details=dict(details or {}),
        changes_hash=hash_changes(stated) if stated else "",
    )
    mentioned = dict.fromkeys(party for party in parties if party)
    Mention.objects.bulk_create(
        [Mention(event=event, party_id=party, happened_at=happened_at) for party in mentioned]
    )
    for change in stated:
        change.event = event
    Change.objects.bulk_create(stated)
    keep_rows(event.pk, rows)
    tell_listeners(event, list(mentioned))
    return event


def tell_listeners(event: Event, mentioned: Sequence[int]) -> None:
    """Write one job for each that listens to an event."""
    for listener in house().every("listeners"):
        if listener.hears(event, mentioned):
            import_string(listener.task).enqueue(event_id=event.pk)


def hash_changes(rows: Iterable[Change]) -> str:
    """SHA-256 over field, old, new and salt of each change, in the order of the fields.

    The salt keeps an erased value from being guessed out of its hash.
    """
    stated = [[row.field, row.old, row.new, row.salt] for row in sorted(rows, key=lambda row: row.field)]
    return hashlib.sha256(canonical_json(stated)).hexdigest()


def canonical_json(value: Any) -> bytes:
    """One spelling for one value: sorted keys, no spaces, UTF-8."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, cls=DjangoJSONEncoder
    ).encode()


def _change_rows(changes: Changes) -> list[Change]:
    return [
        Change(field=field, old=_plain(old), new=_plain(new), salt=secrets.token_hex(16))
        for field, (old, new) in changes.items()
        if old != new
    ]


def _plain(value: Any) -> Any:
    """The value as JSON holds it, so that what is hashed is what will be read back."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))
