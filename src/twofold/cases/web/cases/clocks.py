"""Clocks on the page of a case: how each stands in words, and a bar of where its time went."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from django.utils.translation import gettext as _

from twofold.cases.models import Case
from twofold.cases.queries.explained import ExplainedClock, explained_clocks
from twofold.cases.web.cases.clock_words import WAYS, duration, how_it_stands, summary, why_paused
from twofold.core.clocks import Clock, Explanation, Segment, SegmentKind

WIDTH = 1000
FINEST = 200
"""Beyond so many stretches a bar is drawn in as many equal steps, each as most of its time was."""
LISTED = 60
AHEAD = "ahead"
HEIGHT = 20
HEIGHTS = {SegmentKind.COUNTING: 20, SegmentKind.PAUSED: 12, SegmentKind.OFF_HOURS: 6, AHEAD: 20}


@dataclass(frozen=True)
class Part:
    """A piece of a bar, from `x` on, in numbers as SVG writes them. Kinds differ in height as well as in color."""

    kind: str
    x: str
    width: str
    y: int
    height: int


@dataclass(frozen=True)
class Line:
    """A line of the legend: what a color stands for, and how long that took."""

    kind: str
    icon: str
    label: str
    length: str


@dataclass(frozen=True)
class Stretch:
    """A stretch of time in the list behind the bar."""

    kind: str
    icon: str
    label: str
    start: datetime
    end: datetime
    length: str


@dataclass(frozen=True)
class ClockShown:
    """One clock with its bar.

    :param chip: text, tone and icon
    :param due_x: where on the bar it is due, or ""
    :param total: the time from its start to its end or until now; the lines of the legend up to it add up to this
    :param left_out: how many earlier stretches the list does not show
    """

    told: ExplainedClock
    chip: tuple[str, str, str]
    summary: str
    parts: Sequence[Part]
    due_x: str
    legend: Sequence[Line]
    total: str
    stretches: Sequence[Stretch]
    left_out: int

    @property
    def label(self) -> str:
        """What is promised."""
        return self.told.target.label

    @property
    def clock(self) -> Clock:
        """The clock itself."""
        return self.told.clock


def shown_clocks(case: Case, now: datetime) -> list[ClockShown]:
    """The clocks of a case as its page draws them."""
    return [_shown(told) for told in explained_clocks(case, now)]


def _shown(told: ExplainedClock) -> ClockShown:
    clock, explanation = told.clock, told.explanation
    end = max(filter(None, (clock.until, clock.due_at)))
    whole = max(end - clock.started_at, timedelta(minutes=1))

    def x_of(moment: datetime) -> float:
        return WIDTH * ((moment - clock.started_at) / whole)

    parts = [_part(kind, x_of(start), x_of(stop)) for kind, start, stop in _drawn(explanation)]
    if end > clock.until:
        parts.append(_part(AHEAD, x_of(clock.until), WIDTH))
    is_marked = clock.promised_at is not None and clock.started_at <= clock.promised_at <= end
    stretches = [_stretch(segment) for segment in explanation.segments[-LISTED:]]
    return ClockShown(
        told,
        how_it_stands(clock),
        summary(clock, explanation),
        parts,
        f"{x_of(clock.promised_at):.1f}" if is_marked else "",
        _legend(explanation),
        duration(_minutes(explanation.total)),
        stretches,
        len(explanation.segments) - len(stretches),
    )


def _part(kind: str, start: float, end: float) -> Part:
    height = HEIGHTS[kind]
    return Part(kind, f"{start:.1f}", f"{end - start:.1f}", (HEIGHT - height) // 2, height)


def _drawn(explanation: Explanation) -> Iterable[tuple[str, datetime, datetime]]:
    segments = explanation.segments
    if len(segments) <= FINEST:
        return [(segment.kind, segment.start, segment.end) for segment in segments]
    start, step = segments[0].start, explanation.total / FINEST
    edges = [start + step * number for number in range(FINEST)] + [segments[-1].end]
    return [(_mostly(segments, *ends), *ends) for ends in pairwise(edges)]


def _mostly(segments: Sequence[Segment], start: datetime, end: datetime) -> str:
    """What most of a stretch of time was."""
    spent = dict.fromkeys(SegmentKind, timedelta())
    for segment in segments:
        if segment.end > start and segment.start < end:
            spent[segment.kind] += min(segment.end, end) - max(segment.start, start)
    return max(spent, key=spent.__getitem__)


def _legend(explanation: Explanation) -> list[Line]:
    """Lengths in whole minutes, rounded together so that they add up to the total."""
    lengths = (explanation.counting, explanation.paused, explanation.off_hours)
    ends, sum_so_far = [0], timedelta()
    for length in lengths:
        sum_so_far += length
        ends.append(_minutes(sum_so_far))
    return [
        Line(kind, *WAYS[kind], duration(stop - start))
        for kind, (start, stop) in zip(SegmentKind, pairwise(ends), strict=True)
    ]


def _stretch(segment: Segment) -> Stretch:
    icon, label = WAYS[segment.kind]
    label = why_paused(segment.why) if segment.kind == SegmentKind.PAUSED else str(label)
    length = duration(_minutes(segment.length))
    return Stretch(segment.kind, icon, label or _("Paused"), segment.start, segment.end, length)


def _minutes(length: timedelta) -> int:
    return round(length / timedelta(minutes=1))
