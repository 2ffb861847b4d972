"""What was promised, and whether it was kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Q

from twofold.cases.models import Case, CaseClock, Target
from twofold.core.calendar import WorkCalendar

TARGET_HOURS = {
    Case.Kind.QUESTION: 8,
    Case.Kind.REQUEST: 24,
    Case.Kind.COMPLAINT: 40,
    Case.Kind.CONFLICT: 80,
}
"""Working hours within which a case of each kind is to be resolved, where no offering promises something else."""

SOON = timedelta(hours=4)
FAR = timedelta(days=30)


class PromiseState(StrEnum):
    """How a promise stands."""

    NONE = "none"
    RUNNING = "running"
    PAUSED = "paused"
    LATE = "late"
    KEPT = "kept"
    BROKEN = "broken"


@dataclass(frozen=True)
class Promise:
    """A promise at a moment.

    :param left: working time to the promised moment, or since then with a minus; clock time beyond 30 days; of a resolved
        case, what was left when it was resolved; while its clock is paused, what it will have then; None where nothing was
        promised
    :param used: the share of the promised time that is gone, from 0 to 1
    """

    state: PromiseState
    promised_at: datetime | None = None
    left: timedelta | None = None
    used: float = 0.0
    is_far: bool = False

    @property
    def is_soon(self) -> bool:
        """Whether it runs out within four working hours."""
        return self.state == PromiseState.RUNNING and self.left <= SOON


def resolved_in_time(case: Case, now: datetime) -> bool | None:
    """Whether a case that is resolved now is so in time; None where nothing was promised."""
    if case.promised_at is not None:
        return now <= case.promised_at
    paused = Q(target=Target.RESOLUTION, state=CaseClock.State.PAUSED)
    return CaseClock.objects.system("the case is at hand").filter(paused, case=case).exists() or None


def promise_kept(
    case: Case, now: datetime, calendar: WorkCalendar, clock: CaseClock | None = None
) -> Promise:
    """Whether what was promised is running, paused, late, kept or broken, and how much working time was or is left.

    :param calendar: by which the promise is counted
    :param clock: that of its resolution, if one runs on it
    """
    if case.promised_at is None:
        return _paused(clock) if clock and case.is_open else Promise(PromiseState.NONE)
    until = case.resolved_at or now
    in_time = until <= case.promised_at
    if case.resolved_at:
        state = PromiseState.KEPT if in_time else PromiseState.BROKEN
    else:
        state = PromiseState.RUNNING if in_time else PromiseState.LATE
    apart = case.promised_at - until
    is_far = abs(apart) > FAR  # nobody counts working hours over months
    left = apart if is_far else calendar.working_between(until, case.promised_at)
    used = _share(1 - left / target_of(clock)) if clock and not is_far else _used(case, until)
    return Promise(state, case.promised_at, left, used, is_far)


def target_of(clock: CaseClock) -> timedelta:
    """The working time that a clock was given; never nothing."""
    return timedelta(minutes=max(clock.minutes, 1))


def _paused(clock: CaseClock) -> Promise:
    counted = timedelta(seconds=clock.counted_seconds)
    target = target_of(clock)
    return Promise(PromiseState.PAUSED, left=target - counted, used=_share(counted / target))


def _used(case: Case, until: datetime) -> float:
    whole = (case.promised_at - case.opened_at).total_seconds()
    gone = (until - case.opened_at).total_seconds()
    return 1.0 if whole <= 0 else _share(gone / whole)


def _share(share: float) -> float:
    return min(max(share, 0.0), 1.0)
