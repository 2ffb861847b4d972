"""How far two questions go along with each other, from how often each pair of answers was given."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import atanh, sqrt, tanh

from twofold.science.estimates import Interval, z_of

LEAST = 4


@dataclass(frozen=True, slots=True)
class Correlation:
    """Pearson's r of ``n`` pairs, with Fisher's interval."""

    r: float
    interval: Interval
    n: int

    @property
    def is_detectable(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.interval.low > 0 or self.interval.high < 0


def correlation_of_pairs(
    pairs: Mapping[tuple[float, float], int], *, confidence: float = 0.95
) -> Correlation | None:
    """Correlate two questions (Fisher 1921: atanh r ± z/√(n - 3)).

    :param pairs: (answer to the one, answer to the other) → how many gave both
    :return: ``None`` for fewer than four pairs, or where one question was answered alike by all
    """
    n = sum(pairs.values())
    if n < LEAST:
        return None
    mean_x = sum(x * times for (x, _y), times in pairs.items()) / n
    mean_y = sum(y * times for (_x, y), times in pairs.items()) / n
    spread_x = sum((x - mean_x) ** 2 * times for (x, _y), times in pairs.items())
    spread_y = sum((y - mean_y) ** 2 * times for (_x, y), times in pairs.items())
    if not spread_x or not spread_y:
        return None
    shared = sum((x - mean_x) * (y - mean_y) * times for (x, y), times in pairs.items())
    r = max(-1.0, min(1.0, shared / sqrt(spread_x * spread_y)))
    if abs(r) == 1:
        return Correlation(r, Interval(r, r), n)
    half = z_of(confidence) / sqrt(n - 3)
    return Correlation(r, Interval(tanh(atanh(r) - half), tanh(atanh(r) + half)), n)
