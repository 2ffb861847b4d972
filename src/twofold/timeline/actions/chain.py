"""Sealing the days, so that what happened can later be shown to be what was written."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models.functions import TruncDate

from twofold.timeline.models import DaySeal, Event, Link
from twofold.timeline.queries.chain import GENESIS, events_of_day, link_digest


def seal_finished_days(*, now: datetime) -> list[DaySeal]:
    """Seal every UTC day that is over and has events, oldest first.

    Runs half an hour after midnight, when the last transaction of the day has long ended.
    """
    last = DaySeal.objects.order_by("-day").first()
    events = Event.objects.system("the chain covers everyone's events").filter(
        recorded_at__lt=datetime.combine(now.astimezone(UTC).date(), datetime.min.time(), UTC)
    )
    if last:
        events = events.filter(
            recorded_at__gte=datetime.combine(last.day + timedelta(days=1), datetime.min.time(), UTC)
        )
    days = (
        events.annotate(day=TruncDate("recorded_at", tzinfo=UTC))
        .order_by("day")
        .values_list("day", flat=True)
        .distinct()
    )
    return [_seal(day, now=now) for day in days]


@transaction.atomic
def _seal(day: date, *, now: datetime) -> DaySeal:
    last = DaySeal.objects.select_for_update().order_by("-day").first()
    digest, links = last.digest if last else GENESIS, []
    for event in events_of_day(day):
        digest = link_digest(digest, event)
        links.append(Link(event_id=event.pk, digest=digest))
    Link.objects.bulk_create(links, batch_size=1000)
    seal = DaySeal.objects.create(
        day=day, last_event_id=links[-1].event_id, events=len(links), digest=digest, sealed_at=now
    )
    transaction.on_commit(lambda: _write_head(seal))
    return seal


def heads_file() -> Path:
    """Where the ends of the chain are kept outside the database; copy it elsewhere, and a rewritten chain shows."""
    return Path(settings.KEYS_DIR) / "timeline-heads.log"


def _write_head(seal: DaySeal) -> None:
    with heads_file().open("a", encoding="ascii") as heads:
        heads.write(f"{seal.day.isoformat()} {seal.events} {seal.digest}\n")
