"""What every measure returns: a point, its interval, and what both rest on."""

from dataclasses import dataclass
from statistics import NormalDist

from twofold.science.noise import Noise
from twofold.science.refusals import Unmeasurable


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval, both ends included, in the unit of its point."""

    low: float
    high: float

    def clipped(self, lowest: float, highest: float) -> "Interval":
        return Interval(max(self.low, lowest), min(self.high, highest))

    def scaled(self, factor: float) -> "Interval":
        return Interval(self.low * factor, self.high * factor)

    def overlaps(self, other: "Interval") -> bool:
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure that never travels without its n, interval and verdict on noise.

    ``point`` is what was computed, for further arithmetic; ``shown`` is what may be displayed or ranked.
    Either is ``None`` where there is no number.
    """

    point: float | None
    interval: Interval | None
    n: int
    noise: Noise

    @property
    def shown(self) -> float | None:
        """The point, or ``None`` where "not enough answers" has to be said instead."""
        return None if self.noise is Noise.COUNTS_ONLY else self.point


def z_of(confidence: float) -> float:
    """The two-sided standard normal quantile: 1.959964 at 0.95."""
    if not 0 < confidence < 1:
        raise Unmeasurable(f"The confidence must lie between 0 and 1, not at {confidence}.")
    return NormalDist().inv_cdf((1 + confidence) / 2)


def interval_around(point: float, standard_error: float, *, confidence: float = 0.95) -> Interval:
    """Point ± z·SE (Wald)."""
    half = z_of(confidence) * standard_error
    return Interval(point - half, point + half)
