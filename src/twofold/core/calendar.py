"""Calendar arithmetic: when work is done, and how much of it lies between two moments.

A calendar is a value: weekly hours with breaks, days off, and a time zone. It answers two questions, exactly inverse to each
other: how much working time lies between two moments, and which moment lies a stretch of working time later.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from twofold.core.errors import BadInput

Span = tuple[time, time]
HORIZON = timedelta(days=3660)  # a calendar without a working hour in ten years is a mistake, not an answer
FARTHEST = timedelta(hours=15)  # no zone is farther from UTC


@dataclass(frozen=True)
class WorkCalendar:
    """Weekly working hours in a time zone.

    :param weekly: weekday (0 = Monday) → spans of local time; a break is the gap between two spans; an end of 00:00 is the
        end of the day
    :param days_off: local days on which nobody works
    :param country: ISO 3166 code whose public holidays are days off too, or ""
    :param region: subdivision of the country, or ""
    """

    weekly: Mapping[int, tuple[Span, ...]]
    timezone: str = "UTC"
    days_off: frozenset[date] = frozenset()
    country: str = ""
    region: str = ""
    _days: dict[date, Sequence[tuple[datetime, datetime]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        for spans in self.weekly.values():
            edges = [edge for start, end in spans for edge in (_minutes(start), _minutes(end, is_end=True))]
            if edges != sorted(edges) or any(_minutes(end, is_end=True) <= _minutes(s) for s, end in spans):
                raise BadInput(
                    "Working hours must follow each other and may not overlap: write them in the order of the day."
                )

    def working_between(self, start: datetime, end: datetime) -> timedelta:
        """Working time from `start` to `end`, both aware; negative if `end` is earlier."""
        if end < start:
            return -self.working_between(end, start)
        return sum((closes - opens for opens, closes in self.spans_between(start, end)), timedelta())

    def spans_between(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The working spans that lie between two aware moments, cut to them, in UTC and in order."""
        for opens, closes in self._spans_from(start):
            if opens >= end:
                return
            yield opens, min(closes, end)

    def add_working(self, start: datetime, duration: timedelta) -> datetime:
        """The moment at which `duration` of working time has passed since `start`, in UTC.

        :raises BadInput: if the calendar has no working time within ten years
        """
        left = duration
        for opens, closes in self._spans_from(start):
            if closes - opens >= left:
                return opens + left
            left -= closes - opens
        raise BadInput("This calendar has no working hours. Give it some before promising anything by it.")

    def is_working_day(self, day: date) -> bool:
        """Whether anyone works on this local day."""
        return bool(self.weekly.get(day.weekday())) and not self._is_off(day)

    def is_working_at(self, moment: datetime) -> bool:
        """Whether it is working time at an aware moment."""
        return any(self.spans_between(moment, moment + timedelta.resolution))

    def _spans_from(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Working spans after `start`, in UTC, so that subtraction counts real time on days when clocks change."""
        start = start.astimezone(UTC)
        day, last = start.astimezone(self._zone).date(), (start + HORIZON).date()
        while day <= last:
            for opens, closes in self._spans_of(day):
                if closes > start:
                    yield max(opens, start), closes
            day += timedelta(days=1)

    def _spans_of(self, day: date) -> Sequence[tuple[datetime, datetime]]:
        """The spans of a local day, in UTC: whenever clocks on the wall show working time, be it twice or never."""
        if day not in self._days:
            self._days[day] = () if self._is_off(day) else tuple(self._shown_on(day))
        return self._days[day]

    def _shown_on(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        midnight = datetime.combine(day, time(), UTC)
        spans = self.weekly.get(day.weekday(), ())
        for begin, finish, offset in _offsets_around(midnight, self._zone) if spans else ():
            for opens, closes in spans:
                shown = max(midnight + _minutes(opens) - offset, begin)
                gone = min(midnight + _minutes(closes, is_end=True) - offset, finish)
                if gone > shown:
                    yield shown, gone

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def _is_off(self, day: date) -> bool:
        return day in self.days_off or (
            bool(self.country) and day in _public_holidays(self.country, self.region)
        )


def _minutes(moment: time, *, is_end: bool = False) -> timedelta:
    """Time since midnight; a span that ends at midnight ends with the day."""
    if is_end and moment == time():
        return timedelta(days=1)
    return timedelta(hours=moment.hour, minutes=moment.minute, seconds=moment.second)


def _offsets_around(midnight: datetime, zone: ZoneInfo) -> Iterable[tuple[datetime, datetime, timedelta]]:
    """Stretches of time in which a zone keeps its offset from UTC, which together hold all that it calls one day."""
    begin, finish = midnight - FARTHEST, midnight + timedelta(days=1) + FARTHEST
    before, after = (moment.astimezone(zone).utcoffset() for moment in (begin, finish))
    if before == after:
        return [(begin, finish, before)]
    low, high = begin, finish
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) // timedelta(minutes=2) * timedelta(minutes=1)
        low, high = (middle, high) if middle.astimezone(zone).utcoffset() == before else (low, middle)
    return [(begin, high, before), (high, finish, after)]


@lru_cache(maxsize=64)
def _public_holidays(country: str, region: str) -> holidays.HolidayBase:
    """Public holidays of a country; the library fills in each year when it is first asked for."""
    try:
        return holidays.country_holidays(country, subdiv=region or None)
    except NotImplementedError:
        raise BadInput(
            f"No public holidays are known for “{country} {region}”. Use an ISO code such as DE or US."
        ) from None


NINE_TO_FIVE = WorkCalendar(
    weekly=dict.fromkeys(range(5), ((time(9), time(12, 30)), (time(13, 30), time(17, 30)))),
)
"""Monday to Friday with a lunch break: what a unit works by until it says otherwise."""
