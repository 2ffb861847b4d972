"""What clocks know: what happened, and what was ruled from a moment on."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from twofold.core.calendar import WorkCalendar


class Happened(StrEnum):
    """What a clock knows of."""

    OPENED = "opened"
    ANSWERED = "answered"
    CUSTOMER_WROTE = "customer_wrote"
    PAUSED = "paused"
    CONTINUED = "continued"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    RULED = "ruled"


class Targets(NamedTuple):
    """Working time within which each is promised, or None where nothing is.

    :param resolved_by: the moment by which it is promised to be resolved, which no pause moves; it goes before `resolution`
    """

    first_answer: timedelta | None = None
    next_answer: timedelta | None = None
    resolution: timedelta | None = None
    resolved_by: datetime | None = None


@dataclass(frozen=True)
class ClockFact:
    """Something that happened, or that was ruled from a moment on.

    :param calendar: by which is counted from then on; None: as before
    :param targets: what is promised from then on; None: as before
    :param why: of a pause: what is waited for
    """

    at: datetime
    what: Happened
    calendar: WorkCalendar | None = None
    targets: Targets | None = None
    why: str = ""
