"""The clocks of one case as they stand now, each with where its time went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from twofold.cases.models import Case, CaseRuling, Target
from twofold.cases.queries.clock_facts import facts_of
from twofold.core.clocks import Clock, ClockState, Explanation, clocks_of, explain


@dataclass(frozen=True)
class ExplainedClock:
    """One clock of a case.

    :param policy: the name of the policy that asks for it, or ""
    :param is_by_hand: whether somebody promised the moment
    """

    target: Target
    clock: Clock
    explanation: Explanation
    policy: str = ""
    is_by_hand: bool = False


def explained_clocks(case: Case, now: datetime) -> Sequence[ExplainedClock]:
    """The clocks that run or ran on a case; none on one that came with a promise of its own, or with none.

    :param case: seen by whoever asks
    """
    rulings = list(CaseRuling.objects.filter(case=case).select_related("policy").order_by("ruled_at", "pk"))
    facts = facts_of([case], rulings).get(case.pk, ())
    clocks = clocks_of(facts, now)
    latest = rulings[-1] if rulings else None
    policy = latest.policy.name if latest and latest.policy else ""
    return [
        ExplainedClock(
            target, clock, explain(clock), policy, bool(latest.promised_at) and target == Target.RESOLUTION
        )
        for target in Target
        if (clock := getattr(clocks, target)).state != ClockState.NONE
    ]
