"""Ladders: which rungs a clock has before it, and when it reaches them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from twofold.cases.models import CaseClock, CaseRuling, Escalation, EscalationStep
from twofold.core.clocks import Clock, ClockState

Climbed = tuple[int, int, datetime]
"""A rung that was reached: the clock's id, the rung's id, the start of the run."""


@dataclass(frozen=True)
class Ladders:
    """The ladders of some policies, and what was climbed on some clocks.

    :param rungs: (policy, target) → its rungs
    """

    rungs: Mapping[tuple[int | None, str], Sequence[EscalationStep]] = field(default_factory=dict)
    climbed: frozenset[Climbed] = frozenset()

    def ahead(
        self, row: CaseClock, clock: Clock, ruled_since: datetime
    ) -> list[tuple[datetime, EscalationStep]]:
        """When the rungs that are not climbed yet are reached, the next first; none while it stands still or is over.

        What a clock had behind it when a rung was added, or when what it promises was ruled, is not made up for.

        :param ruled_since: since when it promises what it does
        """
        if clock.is_over or clock.is_paused or clock.state == ClockState.NONE:
            return []
        left = [
            rung
            for rung in self.rungs.get((row.policy_id, row.target), ())
            if (row.pk, rung.pk, row.started_at) not in self.climbed
        ]
        reached = ((clock.moment_of(counted_at(rung, clock.target)), rung) for rung in left)
        return sorted(
            ((at, rung) for at, rung in reached if at >= max(ruled_since, rung.added_at)),
            key=lambda pair: (pair[0], pair[1].pk),
        )


def ruled_since(rulings: Sequence[CaseRuling], target: str) -> datetime:
    """Since when the last of a case's rulings promises what it does.

    :param rulings: of one case, the earliest first
    """
    since = rulings[-1]
    for ruling in reversed(rulings):
        if _promise(ruling, target) != _promise(since, target):
            break
        since = ruling
    return since.ruled_at


def _promise(ruling: CaseRuling, target: str) -> tuple[int | None, int | None]:
    return ruling.policy_id, getattr(ruling, f"{target}_minutes")


def next_step_at(
    ahead: Sequence[tuple[datetime, EscalationStep]], clock: Clock, now: datetime
) -> datetime | None:
    """When the ladder is to be looked at again: while people work, at the earliest now."""
    if not ahead:
        return None
    return clock.calendar.add_working(max(ahead[0][0], now), timedelta())


def counted_at(rung: EscalationStep, target: timedelta) -> timedelta:
    """How much working time a clock has counted when it reaches a rung."""
    match rung.when:
        case EscalationStep.When.SHARE:
            return target * rung.amount / 100
        case EscalationStep.When.BEFORE:
            return max(target - timedelta(minutes=rung.amount), timedelta())
    return target + timedelta(minutes=rung.amount)


def ladders_of(rows: Iterable[CaseClock]) -> Ladders:
    """The ladders of the policies by which some clocks run, in two queries; in one where there is none."""
    rows = list(rows)
    rungs: dict[tuple[int | None, str], list[EscalationStep]] = defaultdict(list)
    policies = {row.policy_id for row in rows} - {None}
    for rung in EscalationStep.objects.filter(policy_id__in=policies).order_by("pk") if policies else ():
        rungs[rung.policy_id, rung.target].append(rung)
    if not rungs:
        return Ladders()
    known = Escalation.objects.filter(clock_id__in=[row.pk for row in rows if row.pk])
    return Ladders(rungs, frozenset(known.values_list("clock_id", "step_id", "run_started_at")))
