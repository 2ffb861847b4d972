"""A clock as it stands: what it has counted, what is left, and when it is due."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from twofold.core.calendar import WorkCalendar

NO_TIME = timedelta()


class ClockState(StrEnum):
    """How a clock stands; what is late is missed, whether it still runs or not."""

    NONE = "none"
    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    MISSED = "missed"


@dataclass(frozen=True)
class Phase:
    """A stretch of a clock in which nothing changes.

    :param why_paused: what was waited for; None: it ran
    """

    start: datetime
    end: datetime
    calendar: WorkCalendar
    why_paused: str | None = None

    @property
    def counted(self) -> timedelta:
        """The working time that counts."""
        if self.why_paused is not None:
            return NO_TIME
        return self.calendar.working_between(self.start, self.end)


@dataclass(frozen=True)
class Clock:
    """A clock as it stands at a moment.

    :param target: the working time promised, or None
    :param until: when it ended, or else the moment of asking; None if it never started
    :param is_over: whether what it waits for has come
    :param counted: working time so far, pauses left out
    :param promised_at: the moment at which it has counted its target, or would have, had it gone on after its end; None without
        a target, and while a pause leaves it open
    """

    target: timedelta | None = None
    started_at: datetime | None = None
    until: datetime | None = None
    is_over: bool = False
    phases: Sequence[Phase] = ()
    counted: timedelta = NO_TIME
    promised_at: datetime | None = None

    @property
    def state(self) -> ClockState:
        """How it stands."""
        if self.target is None or self.started_at is None:
            return ClockState.NONE
        if self.promised_at is not None and self.until > self.promised_at:
            return ClockState.MISSED
        if self.is_over:
            return ClockState.MET
        return ClockState.PAUSED if self.is_paused else ClockState.RUNNING

    @property
    def is_paused(self) -> bool:
        """Whether it stands still, early or late."""
        return bool(self.phases) and self.phases[-1].why_paused is not None and not self.is_over

    @property
    def calendar(self) -> WorkCalendar:
        """By which it counts now, or did at its end; for clocks that were started."""
        return self.phases[-1].calendar

    @property
    def due_at(self) -> datetime | None:
        """The moment until which something has to be done; None if nothing has to, or if a pause leaves it open."""
        return None if self.is_over else self.promised_at

    @property
    def left(self) -> timedelta | None:
        """Working time to the target, negative beyond it."""
        return None if self.target is None or self.started_at is None else self.target - self.counted

    def moment_of(self, amount: timedelta) -> datetime | None:
        """The first moment at which it has counted that much, or would have; None if a pause leaves it open."""
        if not self.phases:
            return None
        left = amount
        for phase in self.phases:
            if left <= NO_TIME:
                return phase.start
            if (counted := phase.counted) >= left:
                return phase.calendar.add_working(phase.start, left)
            left -= counted
        if self.is_paused:
            return None
        return self.calendar.add_working(self.until, left)

    def promised_for(self, moment: datetime) -> "Clock":
        """This clock, promised for a moment that no pause moves: its target is what it will have counted, if none comes."""
        ahead = self.calendar.working_between(self.until, moment)
        return replace(self, target=self.counted + ahead, promised_at=moment)
