"""The clocks as someone would keep them who looks at every minute: slow, and with nothing in common with the real ones."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from twofold.core.calendar import WorkCalendar
from twofold.core.clocks import Happened

MINUTE = timedelta(minutes=1)
BEGIN = datetime(2026, 3, 25, tzinfo=UTC)
LENGTH = 18 * 24 * 60  # clocks change in Berlin on March 29, in Santiago and on Lord Howe on April 5
OFFICE = ((time(8), time(12)), (time(13), time(17)))
CALENDARS = (
    WorkCalendar(
        weekly=dict.fromkeys(range(5), OFFICE) | {6: ((time(1, 30), time(2, 30)), (time(2, 45), time(4)))},
        timezone="Europe/Berlin",
        days_off=frozenset({date(2026, 3, 31)}),
        country="DE",  # Good Friday is on April 3
    ),
    WorkCalendar(weekly=dict.fromkeys(range(7), ((time(), time()),)), timezone="America/Santiago"),
    WorkCalendar(
        weekly=dict.fromkeys(range(7), ((time(1, 15), time(1, 50)), (time(22), time()))),
        timezone="Australia/Lord_Howe",
    ),
    WorkCalendar(weekly=dict.fromkeys((0, 2, 4), OFFICE), timezone="Asia/Kathmandu"),
)


@lru_cache
def working_minutes(number: int) -> list[bool]:
    """Whether each minute of the time looked at is working time, by what the clock on the wall shows."""
    calendar = CALENDARS[number]
    zone, working = ZoneInfo(calendar.timezone), []
    for minute in range(LENGTH):
        local = (BEGIN + minute * MINUTE).astimezone(zone)
        spans = calendar.weekly.get(local.weekday(), ())
        shown = any(start <= local.time() and (local.time() < end or end == time()) for start, end in spans)
        working.append(shown and calendar.is_working_day(local.date()))
    return working


@dataclass
class Waited:
    """One clock, kept by hand.

    :param kinds: what each minute was, from the start until it was over or until now
    :param ahead: what each minute would be from now on; none if it is over or paused
    """

    start: int
    over_at: int | None
    kinds: list[str]
    ahead: list[str]

    def due(self, target: int) -> int | None:
        """The first minute at which it has counted its target, or None if it has not and will not within the time looked at."""
        counted = 0
        for number, kind in enumerate([*self.kinds, *self.ahead]):
            counted += kind == "counting"
            if counted == target:
                return self.start + number + 1
        return None


class ByTheMinute:
    """All three clocks, kept by hand.

    :param facts: (minute, what, calendar's number or None) in their order; the first opens
    """

    def __init__(self, facts, now: int) -> None:
        self.opened, self.now = facts[0][0], now
        self.first = self.opened, None
        self.whole = self.opened, None
        self.next: tuple[int, int | None] | None = None
        self.calendar = 0
        self.is_paused = self.is_resolved = self.is_answered = self.wrote = False
        self.kinds = []
        for minute in range(self.opened, now + 1):
            for fact in facts:
                if fact[0] == minute:
                    self._hear(*fact)
            if minute < now:
                self.kinds.append(self._kind(minute))

    def waited(self, wait: tuple[int, int | None]) -> Waited:
        """What a wait was made of."""
        start, over_at = wait
        until = self.now if over_at is None else over_at
        goes_on = over_at is None and not (self.is_paused or self.is_resolved)
        ahead = [self._kind(minute) for minute in range(self.now, LENGTH)] if goes_on else []
        return Waited(start, over_at, self.kinds[start - self.opened : until - self.opened], ahead)

    def _kind(self, minute: int) -> str:
        if self.is_paused or self.is_resolved:
            return "paused"
        return "counting" if working_minutes(self.calendar)[minute] else "off_hours"

    def _hear(self, minute: int, what: Happened, calendar: int | None) -> None:
        self.calendar = self.calendar if calendar is None else calendar
        match what:
            case Happened.CUSTOMER_WROTE:
                self.wrote = True
            case Happened.ANSWERED:
                self._answer(minute)
            case Happened.RESOLVED:
                self._answer(minute)
                self.whole = self.opened, self.whole[1] or minute
                self.is_resolved = True
            case Happened.REOPENED:
                self.whole = self.opened, None
                self.is_resolved = self.is_paused = False
            case Happened.PAUSED:
                self.is_paused = not self.is_resolved
            case Happened.CONTINUED:
                self.is_paused = False
        waits_already = self.next is not None and self.next[1] is None
        if self.wrote and self.is_answered and not self.is_resolved and not waits_already:
            self.next = minute, None

    def _answer(self, minute: int) -> None:
        self.is_answered, self.wrote = True, False
        if self.first[1] is None:
            self.first = self.opened, minute
        if self.next and self.next[1] is None:
            self.next = self.next[0], minute
