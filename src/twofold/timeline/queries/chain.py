"""Reading the chain, and finding the first place at which it is broken."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import QuerySet

from twofold.timeline.actions.record import canonical_json, hash_changes
from twofold.timeline.models import DaySeal, Event, Link

GENESIS = "0" * 64


@dataclass(frozen=True)
class Break:
    """Something that is not as it was written.

    :param event_id: the first event at which it shows, or None when a whole day is concerned
    """

    day: date
    event_id: int | None
    sentence: str


def events_of_day(day: date) -> QuerySet[Event]:
    """Events recorded on a UTC day, in the order of their ids, with what their digest needs."""
    start = datetime.combine(day, datetime.min.time(), UTC)
    return (
        Event.objects.system("the chain covers everyone's events")
        .filter(recorded_at__gte=start, recorded_at__lt=start + timedelta(days=1))
        .prefetch_related("mentions", "changes")
        .order_by("pk")
    )


def link_digest(previous: str, event: Event) -> str:
    """SHA-256 over the link before and everything the event says, its mentions included."""
    stated = {
        "id": event.pk,
        "verb": event.verb,
        "subject": [event.subject_kind, event.subject_id],
        "unit": event.unit_id,
        "person": event.person_id,
        "side": str(event.acting_side),
        "happened": event.happened_at.astimezone(UTC).isoformat(),
        "recorded": event.recorded_at.astimezone(UTC).isoformat(),
        "details": event.details,
        "changes": event.changes_hash,
        "mentions": sorted(mention.party_id for mention in event.mentions.all()),
    }
    return hashlib.sha256(previous.encode() + canonical_json(stated)).hexdigest()


def verify_chain(heads: dict[date, str] | None = None) -> list[Break]:
    """Walk the whole chain and say where it is broken; an empty list means that it is whole.

    :param heads: day → digest as kept outside the database, to show a chain that was rewritten as a whole
    """
    breaks: list[Break] = []
    digest = GENESIS
    sealed_days = set()
    for seal in DaySeal.objects.order_by("day"):
        sealed_days.add(seal.day)
        breaks += _verify_day(seal, digest)
        digest = seal.digest
        if heads and heads.get(seal.day, seal.digest) != seal.digest:
            breaks.append(Break(seal.day, None, "The seal differs from the one kept outside the database."))
    for day in sorted(set(heads or ()) - sealed_days):
        breaks.append(Break(day, None, "A seal kept outside the database is missing from it."))
    return breaks


def read_heads(lines: Iterator[str]) -> dict[date, str]:
    """Day → digest, from the file of heads."""
    heads = {}
    for line in lines:
        if line.strip():
            day, _, digest = line.split()
            heads[date.fromisoformat(day)] = digest
    return heads


def _verify_day(seal: DaySeal, digest: str) -> Iterator[Break]:
    events = list(events_of_day(seal.day))
    links = dict(
        Link.objects.filter(event_id__in=[event.pk for event in events]).values_list("event_id", "digest")
    )
    for event in events:
        if event.pk not in links:
            yield Break(seal.day, event.pk, "This event was added after its day was sealed.")
            return
        digest = link_digest(digest, event)
        if links[event.pk] != digest:
            yield Break(seal.day, event.pk, "This event, or one right before it, was altered or removed.")
            return
        changes = list(event.changes.all())
        if (
            changes
            and not any(change.erased_at for change in changes)
            and hash_changes(changes) != event.changes_hash
        ):
            yield Break(seal.day, event.pk, "Old or new values of this event were altered.")
            return
    if len(events) != seal.events or digest != seal.digest:
        yield Break(seal.day, seal.last_event_id, "Events at the end of this day were removed.")
