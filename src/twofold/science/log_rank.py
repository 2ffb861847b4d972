"""Whether two groups wait alike, with those who still wait taken into account."""

from bisect import bisect_left
from collections import Counter
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
    ours, theirs = _Group(one), _Group(other)
    observed, expected, variance = 0, 0.0, 0.0
    for time in sorted({*ours.ends, *theirs.ends}):
        here, there = ours.at_risk(time), theirs.at_risk(time)
        at_risk, events = here + there, ours.ends[time] + theirs.ends[time]
        observed += ours.ends[time]
        expected += events * here / at_risk
        if at_risk > 1:
            variance += events * here * there * (at_risk - events) / (at_risk**2 * (at_risk - 1))
    if not variance:
        return LogRank(None, None, observed, expected)
    z = (observed - expected) / sqrt(variance)
    return LogRank(z, two_sided_p(z), observed, expected)


class _Group:
    """Spells, of which one asks how many still last at a time, and how many end then."""

    def __init__(self, spells: Sequence[tuple[float, bool]]) -> None:
        self._durations = sorted(duration for duration, _ended in spells)
        self.ends = Counter(duration for duration, has_ended in spells if has_ended)

    def at_risk(self, time: float) -> int:
        return len(self._durations) - bisect_left(self._durations, time)
