"""Means with Student's t interval."""

from collections.abc import Sequence
from math import sqrt

from twofold.science.estimates import Estimate, Interval
from twofold.science.noise import noise_of


def mean_of(values: Sequence[float], *, confidence: float = 0.95) -> Estimate:
    """Mean ± t·s/√n, in the unit of the values.

    One value, or values all alike, have a mean but no interval: its zero width would claim certainty.
    """
    n = len(values)
    if n == 0:
        return Estimate(point=None, interval=None, n=0, noise=noise_of(0))
    mean = sum(values) / n
    alike = min(values) == max(values)
    squares = 0.0 if alike else sum((value - mean) ** 2 for value in values)
    return _estimate(mean, squares, n, confidence)


def mean_of_counts(steps: Sequence[float], counts: Sequence[int], *, confidence: float = 0.95) -> Estimate:
    """The same, from how often each step of a scale was chosen."""
    n = sum(counts)
    if n == 0:
        return Estimate(point=None, interval=None, n=0, noise=noise_of(0))
    mean = sum(step * count for step, count in zip(steps, counts, strict=True)) / n
    squares = sum(count * (step - mean) ** 2 for step, count in zip(steps, counts, strict=True))
    return _estimate(mean, squares, n, confidence)


def _estimate(mean: float, squares: float, n: int, confidence: float) -> Estimate:
    interval = None
    if n > 1 and squares > 0:
        half = _t_of(confidence, n - 1) * sqrt(squares / (n - 1) / n)
        interval = Interval(mean - half, mean + half)
    return Estimate(point=mean, interval=interval, n=n, noise=noise_of(n))


def _t_of(confidence: float, degrees: int) -> float:
    from scipy.special import stdtrit  # pages that only import this module should not pay for scipy

    return float(stdtrit(degrees, (1 + confidence) / 2))
