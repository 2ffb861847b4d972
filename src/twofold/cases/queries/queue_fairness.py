"""Whether a unit's queue treated its streams alike: what each got of what it asked for, and how long it waited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from twofold.cases.models import Case, HandOut, Stream
from twofold.cases.models.case import NEVER
from twofold.cases.queries.queue_streams import weights_of
from twofold.science.estimates import Estimate
from twofold.science.fairness import JainIndex, jain
from twofold.science.log_rank import LogRank, log_rank
from twofold.science.queue_simulation import Arrival
from twofold.science.survival import kaplan_meier

REASON = "sums over what a unit handed out, for those who work there"
MOST = 5_000
"""Of more than this many, the latest are looked at."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Asked(NamedTuple):
    """One case that asked for attention.

    :param handed_at: when someone got it; None while it waits
    """

    stream: str
    since: datetime
    handed_at: datetime | None
    due_at: datetime | None
    ages_at: datetime
    person_id: int | None = None

    def spell(self, now: datetime) -> tuple[float, bool]:
        """How many hours it waited, or has waited so far, and whether that is over."""
        return max(0.0, ((self.handed_at or now) - self.since) / HOUR), self.handed_at is not None


@dataclass(frozen=True)
class StreamFairness:
    """What a stream got.

    :param handed: how many of its cases were given to someone
    :param asked: those, and the ones that still wait
    :param share: of all that was handed out
    :param due_share: what its weight gives it while all wait
    :param median: hours until half were given to someone, with those that still wait counted as such
    """

    stream: Stream
    handed: int
    asked: int
    share: float
    due_share: float
    median: Estimate
    p90: Estimate


class WeekFairness(NamedTuple):
    """One week: how much of what was asked for each side got, and how alike the streams fared."""

    monday: date
    handed: int
    jain: float | None
    internal: float | None
    external: float | None


@dataclass(frozen=True)
class QueueFairness:
    """How alike streams were treated.

    :param of_share: Jain's index of what each got of what it asked for, by weight
    :param of_waits: Jain's index of the hours within which nine in ten were given to someone
    :param sides: whether the two sides waited alike; `z` above zero: colleagues waited less
    """

    streams: Sequence[StreamFairness]
    of_share: JainIndex
    of_waits: JainIndex
    sides: LogRank
    weeks: Sequence[WeekFairness]
    asked: Sequence[Asked]


def queue_fairness(unit_id: int, *, now: datetime, weeks: int) -> QueueFairness:
    """Look back over some weeks, for whoever has been found entitled to.

    What went past the queue counts too: it was attention all the same. What came back counts as waiting.
    """
    asked, weights = asked_of(unit_id, now=now, weeks=weeks), weights_of(unit_id)
    handed = sum(one.handed_at is not None for one in asked)
    streams = [
        _fared(stream, some, handed, weights[stream] / sum(weights.values()), now)
        for stream in Stream
        if (some := [one for one in asked if one.stream == stream])
    ]
    p90s = [one.p90.point for one in streams if one.p90.point is not None]
    inside, outside = (
        [one.spell(now) for one in asked if one.stream.startswith(side)] for side in ("internal", "external")
    )
    return QueueFairness(
        streams=streams,
        of_share=jain([one.handed for one in streams], entitlements=[one.asked for one in streams]),
        of_waits=jain(p90s),
        sides=log_rank(inside, outside),
        weeks=_weeks(asked, now, weeks),
        asked=asked,
    )


def asked_of(unit_id: int, *, now: datetime, weeks: int) -> list[Asked]:
    """What asked for attention in the last weeks: handed out since, or waiting now."""
    handed = HandOut.objects.system(REASON).filter(
        unit_id=unit_id, handed_at__gte=now - timedelta(weeks=weeks), handed_at__lte=now, handed_back_at=None
    )
    columns = ("stream", "handed_at", "waited_seconds", "why__due_at", "case__queue_ages_at", "person_id")
    found = [
        Asked(stream, at - timedelta(seconds=waited), at, due and datetime.fromisoformat(due), ages_at, who)
        for stream, at, waited, due, ages_at, who in handed.order_by("-handed_at", "-pk").values_list(
            *columns
        )[:MOST]
        if stream
    ]
    waiting = Case.objects.system(REASON).filter(unit_id=unit_id, is_in_queue=True)
    columns = ("stream", "opened_at", "queue_due_at", "queue_ages_at")
    rows = waiting.order_by("queue_ages_at", "pk").values_list(*columns)[:MOST]
    return found + [
        Asked(stream, since, None, due if due < NEVER else None, ages) for stream, since, due, ages in rows
    ]


def arrivals_of(asked: Sequence[Asked], now: datetime) -> list[Arrival]:
    """The same as a replay takes it, in days before and after now."""

    def day(moment: datetime | None) -> float:
        return float("inf") if moment is None or moment >= NEVER else (moment - now) / DAY

    return [Arrival(one.stream, day(one.since), day(one.due_at), day(one.ages_at)) for one in asked]


def _fared(stream: Stream, asked: Sequence[Asked], handed: int, due: float, now: datetime) -> StreamFairness:
    spells = [one.spell(now) for one in asked]
    curve = kaplan_meier([hours for hours, _over in spells], [over for _hours, over in spells])
    return StreamFairness(
        stream=stream,
        handed=curve.events,
        asked=curve.n,
        share=curve.events / handed if handed else 0.0,
        due_share=due,
        median=curve.median,
        p90=curve.quantile(0.9),
    )


def _weeks(asked: Sequence[Asked], now: datetime, weeks: int) -> list[WeekFairness]:
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    monday = today - today.weekday() * DAY
    return [_week(asked, monday - number * 7 * DAY) for number in reversed(range(weeks))]


def _week(asked: Sequence[Asked], monday: datetime) -> WeekFairness:
    end = monday + 7 * DAY
    there = [one for one in asked if one.since < end and (one.handed_at is None or one.handed_at >= monday)]
    got = [one for one in there if one.handed_at and one.handed_at < end]

    def tally(rows: Sequence[Asked], start: str) -> float:
        return float(sum(one.stream.startswith(start) for one in rows))

    def part(start: str) -> float | None:
        return tally(got, start) / tally(there, start) if tally(there, start) else None

    present = sorted({one.stream for one in there})
    index = jain([tally(got, one) for one in present], entitlements=[tally(there, one) for one in present])
    return WeekFairness(monday.date(), len(got), index.value, part("internal"), part("external"))
