"""Where the time of a clock went: every minute from its start to its end counts, is paused, or is off-hours."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from twofold.core.clocks.clock import NO_TIME, Clock, Phase


class SegmentKind(StrEnum):
    """What a stretch of time is to a clock."""

    COUNTING = "counting"
    PAUSED = "paused"
    OFF_HOURS = "off_hours"


@dataclass(frozen=True)
class Segment:
    """A stretch of time of one kind.

    :param why: of a pause: what was waited for
    """

    kind: SegmentKind
    start: datetime
    end: datetime
    why: str = ""

    @property
    def length(self) -> timedelta:
        """How long it took on the clock on the wall."""
        return self.end - self.start


@dataclass(frozen=True)
class Explanation:
    """The segments of a clock, which follow each other without a gap; the three sums add up to the total exactly."""

    segments: Sequence[Segment] = ()
    counting: timedelta = NO_TIME
    paused: timedelta = NO_TIME
    off_hours: timedelta = NO_TIME
    total: timedelta = NO_TIME


def explain(clock: Clock) -> Explanation:
    """Say where the time of a clock went."""
    segments = _joined(segment for phase in clock.phases for segment in _segments(phase))
    sums = dict.fromkeys(SegmentKind, NO_TIME)
    for segment in segments:
        sums[segment.kind] += segment.length
    return Explanation(
        segments,
        sums[SegmentKind.COUNTING],
        sums[SegmentKind.PAUSED],
        sums[SegmentKind.OFF_HOURS],
        clock.until - clock.started_at if segments else NO_TIME,
    )


def _segments(phase: Phase) -> Iterator[Segment]:
    if phase.why_paused is not None:
        yield Segment(SegmentKind.PAUSED, phase.start, phase.end, phase.why_paused)
        return
    here = phase.start
    for opens, closes in phase.calendar.spans_between(phase.start, phase.end):
        yield Segment(SegmentKind.OFF_HOURS, here, opens)
        yield Segment(SegmentKind.COUNTING, opens, closes)
        here = closes
    yield Segment(SegmentKind.OFF_HOURS, here, phase.end)


def _joined(segments: Iterator[Segment]) -> list[Segment]:
    """Without those of no length; neighbors of one kind are one."""
    joined: list[Segment] = []
    for segment in segments:
        if segment.end == segment.start:
            continue
        last = joined[-1] if joined else None
        if last and (last.kind, last.why) == (segment.kind, segment.why):
            joined[-1] = replace(last, end=segment.end)
        else:
            joined.append(segment)
    return joined
