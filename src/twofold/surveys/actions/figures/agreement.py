"""Whether those who rate one unit agree, so that its mean may be spoken of."""

from collections import defaultdict

from twofold.science.agreement import agreement_within
from twofold.science.refusals import Unmeasurable
from twofold.surveys.queries.figures.ground import Figures, Ground

LEAST_UNITS = 2


def agreement(ground: Ground) -> Figures | None:
    """Intraclass correlations of the main question; None where only one unit was rated."""
    if ground.outcome is None:
        return None
    by_unit: dict[int, list[float]] = defaultdict(list)
    for sheet in ground.sheets:
        if ground.outcome.code in sheet.numbers:
            by_unit[sheet.unit_id].append(sheet.numbers[ground.outcome.code])
    answered = sum(map(len, by_unit.values()))
    if len(by_unit) < LEAST_UNITS or answered < ground.scope.least_n:
        return None
    try:
        found = agreement_within([by_unit[unit] for unit in sorted(by_unit)])
    except Unmeasurable:
        return None
    return {
        "outcome": ground.outcome.wording,
        "icc1": ground.decimals(found.icc1),
        "icc2": ground.decimals(found.icc2),
        "is_enough": found.is_enough,
        "units": found.units,
        "n": found.n,
    }
