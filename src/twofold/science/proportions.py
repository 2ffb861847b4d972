"""Shares of a whole: one share (Wilson) and the difference between two (Newcombe)."""

from dataclasses import dataclass
from math import hypot, sqrt

from twofold.science.estimates import Estimate, Interval, z_of
from twofold.science.noise import Noise, noise_of
from twofold.science.refusals import Unmeasurable


@dataclass(frozen=True, slots=True, kw_only=True)
class Share(Estimate):
    """``count`` of ``n``; ``point`` and ``interval`` are fractions from 0 to 1."""

    count: int


def wilson(count: int, n: int, *, confidence: float = 0.95) -> Interval:
    """Wilson score interval of a share, as fractions (Newcombe 1998a, method 3).

    :raises Unmeasurable: if there is nothing to count, or more counted than there is
    """
    _require_part_of(count, n)
    if n == 0:
        raise Unmeasurable("A share of nothing has no interval.")
    z = z_of(confidence)
    share = count / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    low = 0.0 if count == 0 else centre - half
    high = 1.0 if count == n else centre + half
    return Interval(low, high)


def share_of(count: int, n: int, *, confidence: float = 0.95) -> Share:
    """The share that ``count`` is of ``n``, with Wilson's interval; no point when n is 0."""
    _require_part_of(count, n)
    if n == 0:
        return Share(point=None, interval=None, n=0, noise=noise_of(0), count=0)
    interval = wilson(count, n, confidence=confidence)
    return Share(point=count / n, interval=interval, n=n, noise=noise_of(n), count=count)


def share_difference(one: Share, other: Share, *, confidence: float = 0.95) -> Estimate:
    """How much larger ``one`` is than ``other``: Newcombe's hybrid score interval (1998b, method 10).

    :return: an estimate in fractions from -1 to 1; its verdict is that of the noisier share
    """
    n = one.n + other.n
    if one.n == 0 or other.n == 0:
        return Estimate(point=None, interval=None, n=n, noise=Noise.COUNTS_ONLY)
    p, q = one.count / one.n, other.count / other.n
    p_range = wilson(one.count, one.n, confidence=confidence)
    q_range = wilson(other.count, other.n, confidence=confidence)
    interval = Interval(
        p - q - hypot(p - p_range.low, q_range.high - q),
        p - q + hypot(p_range.high - p, q - q_range.low),
    )
    return Estimate(point=p - q, interval=interval, n=n, noise=noise_of(min(one.n, other.n)))


def response_rate(answered: int, eligible: int) -> Share | None:
    """Answers per person eligible when the field opened, or ``None`` if more answered than were eligible.

    Published surveys do contain rates above 100 %. They mean a wrong denominator, so we neither clamp nor
    show them: say that the number of eligible people is wrong.
    """
    if answered > eligible:
        return None
    return share_of(answered, eligible)


def _require_part_of(count: int, n: int) -> None:
    if count < 0 or n < 0:
        raise Unmeasurable("Counts cannot be negative.")
    if count > n:
        raise Unmeasurable(f"{count} of {n} is more than all of them.")
