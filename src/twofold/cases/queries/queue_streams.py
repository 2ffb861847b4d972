"""What waits in a unit's queue, stream by stream, and what was handed out of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Min, QuerySet
from django.utils import timezone

from twofold.cases.models import Case, HandOut, Stream, StreamShare, UnitQueue
from twofold.cases.models.case import NEVER
from twofold.cases.queries.queue_heads import COUNTED, heads_of, waiting_in
from twofold.core.access import visible_list
from twofold.core.actor import Actor, Level
from twofold.directory.queries.names import party_names

REASON = "the asker works in the unit, and nothing restricted waits"


@dataclass(frozen=True)
class StreamWaiting:
    """One stream of a queue.

    :param share: what it gets at least while all streams wait
    :param count: how many wait, counted up to a limit
    :param oldest_at: when the case was opened that has waited longest; None where too many wait: no index knows it
    :param urgent: the case that would be next of this stream, if the asker may see it
    """

    stream: Stream
    weight: float
    share: float
    count: int
    oldest_at: datetime | None
    due_at: datetime | None
    urgent: Case | None

    @property
    def is_more(self) -> bool:
        """Whether more may wait than were counted."""
        return self.count >= COUNTED


def queue_units(actor: Actor) -> list[int]:
    """The units from whose queue the actor may take what is next, those with most to do first."""
    mine = sorted(actor.units(Level.WORK))
    counts = dict(zip(mine, waiting_in([(unit, "") for unit in mine]), strict=True))
    known = set(UnitQueue.objects.filter(unit_id__in=mine).values_list("unit", flat=True))
    return sorted(mine, key=lambda unit: (-counts[unit], unit not in known, unit))


def streams_waiting(unit_id: int, actor: Actor, now: datetime) -> list[StreamWaiting]:
    """All six streams of a unit's queue."""
    counts = dict(zip(Stream, waiting_in([(unit_id, stream) for stream in Stream.values]), strict=True))
    oldest = _oldest(unit_id) if max(counts.values()) < COUNTED else {}
    weights = weights_of(unit_id)
    heads = heads_of(unit_id, now=now).urgent
    cases = visible_list(Case, actor).in_bulk([head.case_id for head in heads.values()])
    total = sum(weights.values())
    return [
        StreamWaiting(
            stream,
            weights[stream],
            weights[stream] / total,
            counts[stream],
            oldest.get(stream),
            head.at if head and head.at < NEVER else None,
            cases.get(head.case_id) if head else None,
        )
        for stream in Stream
        for head in [heads.get(stream)]
    ]


def _oldest(unit_id: int) -> Mapping[str, datetime]:
    waiting = Case.objects.system(REASON).filter(is_in_queue=True, unit_id=unit_id).order_by()
    ages = waiting.values("stream").annotate(oldest=Min("opened_at"))
    return dict(ages.values_list("stream", "oldest"))


def weights_of(unit_id: int) -> Mapping[str, float]:
    """Stream → weight of each of the six."""
    stated = dict(StreamShare.objects.filter(unit_id=unit_id).values_list("stream", "weight"))
    return {stream: stated.get(stream, 1.0) for stream in Stream}


def hand_outs_today(unit_id: int, actor: Actor, now: datetime, most: int = 25) -> Sequence[HandOut]:
    """What was handed out since midnight, the latest first, with the names of the people and the cases one may see."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return with_people(_of_unit(unit_id, actor).filter(handed_at__gte=midnight)[:most], actor)


def past_the_queue(
    unit_id: int, actor: Actor, now: datetime, weeks: int, most: int = 50
) -> Sequence[HandOut]:
    """What went past the queue, with the reasons."""
    rows = _of_unit(unit_id, actor).filter(handed_at__gte=now - timedelta(weeks=weeks))
    return with_people(rows.exclude(override_reason="")[:most], actor)


def _of_unit(unit_id: int, actor: Actor) -> QuerySet[HandOut]:
    return visible_list(HandOut, actor).filter(unit_id=unit_id).order_by("-handed_at", "-pk")


def with_people(rows: QuerySet[HandOut], actor: Actor) -> list[HandOut]:
    """The rows, each with the `who` it was given to and the `seen` case, or None."""
    rows = list(rows)
    names = party_names({row.person_id for row in rows if row.person_id}, None)
    cases = visible_list(Case, actor).in_bulk({row.case_id for row in rows})
    for row in rows:
        row.who, row.seen = names.get(row.person_id, ""), cases.get(row.case_id)
    return rows
