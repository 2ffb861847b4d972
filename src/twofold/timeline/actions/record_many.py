"""Writing down many facts at once, where each has an event of its own: as `record` does, in a handful of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models, transaction

from twofold.core.actor import Actor
from twofold.core.setwise import insert_rows
from twofold.timeline.actions.record import tell_listeners
from twofold.timeline.models import Event, Mention


@dataclass(frozen=True)
class Fact:
    """What happened to one record.

    :param verb: room and past tense
    :param unit_id: the unit in which it happened, whose members may read it
    :param parties: ids of the parties on whose timeline it belongs; None and repeats are dropped
    :param details: plain ids and codes; never names, addresses or free text
    """

    verb: str
    subject: models.Model
    unit_id: int | None
    happened_at: datetime
    parties: Sequence[int | None] = ()
    details: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def record_many(facts: Sequence[Fact], *, actor: Actor, now: datetime) -> list[Event]:
    """Record one event for each fact, in the caller's transaction, with a job for each that listens to it."""
    events = [
        Event(
            verb=fact.verb,
            subject_kind=fact.subject._meta.label_lower,
            subject_id=fact.subject.pk,
            unit_id=fact.unit_id,
            person_id=actor.person_id,
            acting_side=actor.side,
            happened_at=fact.happened_at,
            recorded_at=now,
            details=dict(fact.details),
        )
        for fact in facts
    ]
    insert_rows(events)
    mentioned = [list(dict.fromkeys(filter(None, fact.parties))) for fact in facts]
    insert_rows(
        [
            Mention(event=event, party_id=party, happened_at=event.happened_at)
            for event, parties in zip(events, mentioned, strict=True)
            for party in parties
        ]
    )
    for event, parties in zip(events, mentioned, strict=True):
        tell_listeners(event, parties)
    return events
