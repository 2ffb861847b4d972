"""What a score is associated with most: LMG's parts of R², checked by Johnson's weights, with gates before any of it is said.

For workers: finding loads numpy when it is called. Nothing here says "causes".
"""

from collections.abc import Mapping, Sequence

from twofold.science.drivers.answers import Driver, Drivers, NoDrivers

__all__ = ["Driver", "Drivers", "NoDrivers", "find_drivers"]

DRAWS = 1_000


def find_drivers(
    outcome: Sequence[float | None],
    predictors: Mapping[str, Sequence[float | None]],
    *,
    draws: int = DRAWS,
    seed: int = 1,
) -> Drivers:
    """Find what the outcome is associated with most.

    Gates, in this order: at least max(100, 10 per predictor) complete answers; an F test under .05 and an R² of at
    least .05, else no drivers are detectable; a variance inflation of at most 10, else predictors have to be merged.

    :param outcome: one answer per respondent, blanks ``None``; whoever left anything blank is left out
    :param predictors: name → the answers of the same respondents, in the same order
    :param draws: bootstrap samples of respondents, drawn with ``seed``
    :raises Unmeasurable: if there are no predictors, more than twelve, or lengths disagree
    """
    from twofold.science.drivers.finding import gated_drivers

    return gated_drivers(outcome, predictors, draws=draws, seed=seed)
