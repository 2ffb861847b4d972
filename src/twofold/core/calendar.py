"""Calendar arithmetic: when work is done, and how much of it lies between two moments.

A calendar is a value: weekly hours with breaks, days off, and a time zone. It answers two questions, exactly inverse to each
other: how much working time lies between two moments, and which moment lies a stretch of working time later.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from twofold.core.errors import BadInput

Span = tuple[time, time]
HORIZON = timedelta(days=3660)  # a calendar without a working hour in ten years is a mistake, not an answer


@dataclass(frozen=True)
class WorkCalendar:
    """Weekly working hours in a time zone.

    :param weekly: weekday (0 = Monday) → spans of local time; a break is the gap between two spans
    :param days_off: local days on which nobody works
    :param country: ISO 3166 code whose public holidays are days off too, or ""
    :param region: subdivision of the country, or ""
    """

    weekly: Mapping[int, tuple[Span, ...]]
    timezone: str = "UTC"
    days_off: frozenset[date] = frozenset()
    country: str = ""
    region: str = ""

    def __post_init__(self) -> None:
        for spans in self.weekly.values():
            edges = [edge for span in spans for edge in span]
            if edges != sorted(edges) or any(start == end for start, end in spans):
                raise BadInput(
                    "Working hours must follow each other and may not overlap: write them in the order of the day."
                )

    def working_between(self, start: datetime, end: datetime) -> timedelta:
        """Working time from `start` to `end`, both aware; negative if `end` is earlier."""
        if end < start:
            return -self.working_between(end, start)
        total = timedelta()
        for opens, closes in self._spans_from(start):
            if opens >= end:
                break
            total += min(closes, end) - opens
        return total

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

    def _spans_from(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Working spans after `start`, in UTC, so that subtraction counts real time on days when clocks change."""
        zone = ZoneInfo(self.timezone)
        day, last = start.astimezone(zone).date(), (start + HORIZON).date()
        while day <= last:
            if not self._is_off(day):
                for opens, closes in self.weekly.get(day.weekday(), ()):
                    begin = datetime.combine(day, opens, zone).astimezone(UTC)
                    finish = datetime.combine(day, closes, zone).astimezone(UTC)
                    if finish > start and finish > begin:
                        yield max(begin, start.astimezone(UTC)), finish
            day += timedelta(days=1)

    def _is_off(self, day: date) -> bool:
        return day in self.days_off or (
            bool(self.country) and day in _public_holidays(self.country, self.region)
        )


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
