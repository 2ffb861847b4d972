"""How many of those asked have answered, after AAPOR's Standard Definitions."""

from collections import Counter

from twofold.relationships.models import Side
from twofold.science.response_rates import Outcomes, response_rates
from twofold.surveys.models import Invitation, Survey
from twofold.surveys.queries.figures.ground import Figures, Ground

REASON = "how many were asked and what became of it, and of whom not"
State = Invitation.State
RATES = ("rr1", "rr5")
"""The least and the most that can be claimed. Half a sheet is never kept, so that the even ones are the same."""


def response(ground: Ground) -> Figures | None:
    """RR1 and RR5 of those invited by name; None where nobody was."""
    scope = ground.scope
    invited = Invitation.objects.system(REASON).filter(wave__survey=scope.survey)
    if scope.wave:
        invited = invited.filter(wave=scope.wave)
    states = Counter(invited.order_by().values_list("state", flat=True))
    n = sum(states.values()) - states[State.WAITING]
    if n < scope.least_n or scope.survey.mode == Survey.Mode.ANONYMOUS:
        return None
    silent = states[State.SENT] + states[State.EXPIRED]
    is_known = scope.survey.side == Side.INTERNAL  # of colleagues it is known that they are asked rightly
    outcomes = Outcomes(
        complete=states[State.ANSWERED],
        refused=states[State.DECLINED] + states[State.STARTED],  # a break-off counts as a refusal
        not_contacted=states[State.HELD_BACK] + silent * is_known,
        unknown=silent * (not is_known),
    )
    if scope.is_protected and not _is_tellable(outcomes, scope.survey.least_group):
        return None
    found = response_rates(outcomes)
    return {
        "invited": n,
        "complete": outcomes.complete,
        "refused": outcomes.refused,
        "not_contacted": outcomes.not_contacted,
        "unknown": outcomes.unknown,
        "rates": {name: ground.estimate(getattr(found, name)) for name in RATES},
    }


def _is_tellable(outcomes: Outcomes, least: int) -> bool:
    """Whether neither those who answered nor those who did not are a few."""
    others = outcomes.eligible + outcomes.unknown - outcomes.complete
    return outcomes.complete >= least and (not others or others >= least)
