"""How long customers wait: for a first answer, and until it is done. Open cases count as having waited so far."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from twofold.cases.models import Case
from twofold.science.proportions import Share
from twofold.science.refusals import Unmeasurable
from twofold.science.waiting import LittleCheck, WaitingTimes, little_check, waiting_times, within_target

DAY = 86_400


@dataclass(frozen=True)
class Waits:
    """Days on the clock from opening a case, over the cases opened in a period.

    :param within: the share resolved within the target, if one was given
    :param little: whether the time stamps are complete, or None where no case came and left
    """

    answer: WaitingTimes
    resolution: WaitingTimes
    within: Share | None
    little: LittleCheck | None


def waits_of(
    cases: QuerySet[Case],
    *,
    until: datetime,
    since: datetime | None = None,
    target_days: float | None = None,
) -> Waits | None:
    """How long the customers of these cases wait, as it was known at `until`. None without a case.

    Medians and 90th percentiles by Kaplan and Meier; see :mod:`twofold.science.waiting`.

    :param cases: scoped
    :param since: only cases opened from then on, which also begins the window of Little's law
    """
    cases = cases.filter(Q(opened_at__gte=since) if since else Q(), opened_at__lte=until)
    spells = list(cases.values_list("opened_at", "first_answered_at", "resolved_at"))
    if not spells:
        return None
    answers = [_spell(opened, _first(answered, resolved), until) for opened, answered, resolved in spells]
    resolutions = [_spell(opened, resolved, until) for opened, _, resolved in spells]
    return Waits(
        answer=waiting_times(*zip(*answers, strict=True)),
        resolution=waiting_times(*zip(*resolutions, strict=True)),
        within=None if target_days is None else within_target(*zip(*resolutions, strict=True), target_days),
        little=_little(spells, since, until),
    )


def _first(answered: datetime | None, resolved: datetime | None) -> datetime | None:
    """A case that was resolved without an answer was answered by that."""
    return min(filter(None, (answered, resolved)), default=None)


def _spell(opened: datetime, ended: datetime | None, until: datetime) -> tuple[float, bool]:
    """How long it took in days, and whether it is over; a stamp before the opening counts as at once."""
    is_over = ended is not None and ended <= until
    seconds = ((ended if is_over else until) - opened).total_seconds()
    return max(seconds, 0.0) / DAY, is_over


def _little(spells: list[tuple], since: datetime | None, until: datetime) -> LittleCheck | None:
    begin = since or min(opened for opened, _, _ in spells)
    arrivals = [(opened - begin).total_seconds() / DAY for opened, _, _ in spells]
    departures = [
        (resolved - begin).total_seconds() / DAY if resolved and resolved <= until else None
        for _, _, resolved in spells
    ]
    try:
        return little_check(arrivals, departures, 0.0, (until - begin).total_seconds() / DAY)
    except Unmeasurable:
        return None
