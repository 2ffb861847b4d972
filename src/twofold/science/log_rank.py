"""Whether two groups wait alike, with those who still wait taken into account."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from twofold.science.comparisons import two_sided_p


@dataclass(frozen=True, slots=True)
class LogRank:
    """``z`` is above zero where the first group's spells end sooner; no p-value where nothing can be compared."""

    z: float | None
    p_value: float | None
    observed: int
    expected: float


def log_rank(one: Sequence[tuple[float, bool]], other: Sequence[tuple[float, bool]]) -> LogRank:
    """Compare two groups of spells by the log-rank test (Mantel 1966): at each end, what the first group had against its share of
    those at risk, variance hypergeometric.

    :param one: how long each spell lasted or has lasted so far, and whether it ended
    """
    ends = sorted({duration for duration, has_ended in [*one, *other] if has_ended})
    observed, expected, variance = 0, 0.0, 0.0
    for time in ends:
        ours, theirs = (sum(duration >= time for duration, _ended in group) for group in (one, other))
        here, there = (
            sum(has_ended and duration == time for duration, has_ended in group) for group in (one, other)
        )
        at_risk, events = ours + theirs, here + there
        observed += here
        expected += events * ours / at_risk
        if at_risk > 1:
            variance += events * ours * theirs * (at_risk - events) / (at_risk**2 * (at_risk - 1))
    if not variance:
        return LogRank(None, None, observed, expected)
    z = (observed - expected) / sqrt(variance)
    return LogRank(z, two_sided_p(z), observed, expected)
