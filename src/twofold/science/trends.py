"""Whether a score moves from wave to wave, or only wavers."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf, sqrt
from statistics import NormalDist

from twofold.science.comparisons import DETECTABLE, two_sided_p
from twofold.science.estimates import Interval
from twofold.science.noise import FEW
from twofold.science.refusals import Unmeasurable

ENOUGH_FOR_RANKS = 8


@dataclass(frozen=True, slots=True)
class Wave:
    """One wave's score with its standard error; ``at`` is when, in any unit (months, or 1, 2, 3 …)."""

    at: float
    point: float
    standard_error: float
    n: int


@dataclass(frozen=True, slots=True)
class Trend:
    """``slope`` in points per unit of time; of two waves, it is their difference over the time between.

    ``rank_p_value`` is Mann and Kendall's, from eight waves. ``least_detectable`` is the slope that would be found
    four times out of five: what "no detectable change" cannot rule out. No slope with fewer than two waves to compare.
    """

    slope: float | None
    interval: Interval | None
    p_value: float | None
    least_detectable: float | None
    rank_p_value: float | None
    waves: int

    @property
    def is_detectable(self) -> bool:
        """Whether the interval leaves out zero. If not, say "no detectable change"."""
        return self.interval is not None and not self.interval.low <= 0 <= self.interval.high


def trend_over(waves: Sequence[Wave]) -> Trend:
    """Judge how a score moves over independent waves; those with fewer than ten answers are left out.

    Two waves: z of the difference. Three and more: least squares weighted by 1/SE², with the robust standard error
    HC3 (MacKinnon and White 1985), but never less than the answers themselves allow, for a few waves lie on a line by luck.

    :raises Unmeasurable: if two waves were at the same time
    """
    kept = sorted((wave for wave in waves if wave.n >= FEW), key=lambda wave: wave.at)
    if len({wave.at for wave in kept}) < len(kept):
        raise Unmeasurable("Two waves cannot be at the same time.")
    if len(kept) < 2 or any(not wave.standard_error > 0 for wave in kept):
        return Trend(None, None, None, None, None, len(kept))
    slope, sampling, robust = _weighted_line(kept)
    error = max(sampling, robust)
    return Trend(
        slope=slope,
        interval=_interval(slope, error, len(kept) - 2),
        p_value=_p_value(slope / error, len(kept) - 2),
        least_detectable=DETECTABLE * error,
        rank_p_value=mann_kendall(kept) if len(kept) >= ENOUGH_FOR_RANKS else None,
        waves=len(kept),
    )


def mann_kendall(waves: Sequence[Wave]) -> float:
    """The p-value of a steady rise or fall of any shape (Mann 1945; Kendall 1975), with ties and continuity counted in.

    :param waves: in order of time
    """
    points = [wave.point for wave in waves]
    n = len(points)
    rises = sum((later > earlier) - (later < earlier) for earlier, later in combinations(points, 2))
    ties = [points.count(point) for point in set(points)]
    variance = (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18
    if rises == 0 or variance == 0:
        return 1.0
    return two_sided_p((abs(rises) - 1) / sqrt(variance))


def _weighted_line(waves: Sequence[Wave]) -> tuple[float, float, float]:
    """The slope, its standard error from the answers, and HC3's from how the waves scatter (0 for two waves)."""
    weights = [1 / wave.standard_error**2 for wave in waves]
    total = sum(weights)
    middle = sum(w * wave.at for w, wave in zip(weights, waves, strict=True)) / total
    level = sum(w * wave.point for w, wave in zip(weights, waves, strict=True)) / total
    spread = sum(w * (wave.at - middle) ** 2 for w, wave in zip(weights, waves, strict=True))
    slope = sum(w * (wave.at - middle) * wave.point for w, wave in zip(weights, waves, strict=True)) / spread
    scatter = 0.0
    for weight, wave in zip(weights, waves, strict=True):
        away = wave.at - middle
        leverage = weight * (1 / total + away**2 / spread)
        residual = wave.point - level - slope * away
        if len(waves) > 2:
            scatter += (weight * away * residual / max(1 - leverage, 1e-12)) ** 2
    return slope, sqrt(1 / spread), sqrt(scatter) / spread


def _interval(slope: float, error: float, degrees: int) -> Interval:
    half = _quantile(degrees) * error
    return Interval(slope - half, slope + half)


def _quantile(degrees: int) -> float:
    """The two-sided 95 % quantile: Student's t, or the normal for two waves, whose errors are known."""
    if not degrees:
        return NormalDist().inv_cdf(0.975)
    from scipy.special import stdtrit  # pages that only import this module should not pay for scipy

    return float(stdtrit(degrees, 0.975))


def _p_value(t: float, degrees: int) -> float:
    if not degrees or abs(t) == inf:
        return two_sided_p(t)
    from scipy.special import stdtr

    return float(2 * stdtr(degrees, -abs(t)))
