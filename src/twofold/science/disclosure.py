"""What a score among colleagues may say without telling what any one of them answered.

Showing is more than the number: with n known, an interval of the usual kind gives away how many promoters and
detractors there were, and a band that appears only when all agree says that they do. So the interval here is
the widest that n and the score allow, and the ends of the range are always a band, whoever is in it.
"""

from dataclasses import dataclass
from enum import StrEnum

from twofold.science.estimates import Interval
from twofold.science.noise import Noise
from twofold.science.refusals import Unmeasurable
from twofold.science.scores import PromoterScore, adjusted_wald

LEAST_K = 5
LEAST_K_FOR_REMARKS = 10
SMALL_GROUP = 20
BAND_OF_SMALL_GROUP = 50
BAND = 90


class Disclosure(StrEnum):
    """How much may be said: the score, only the band in which it lies, or nothing."""

    SHOWN = "shown"
    BANDED = "banded"
    SUPPRESSED = "suppressed"


@dataclass(frozen=True, slots=True)
class DisclosedScore:
    """A score as it may leave the system; everything that is ``None`` must not be told.

    ``n`` is missing when fewer than k answered. ``band`` is the part of -100 to 100 in which the score lies.
    Where noise leaves "counts only", ``n`` is the only count: promoters and detractors are never told.
    """

    disclosure: Disclosure
    n: int | None
    noise: Noise
    score: int | None = None
    interval: Interval | None = None
    band: Interval | None = None

    @property
    def shown(self) -> int | None:
        """The score, or ``None`` where a band or "not enough answers" has to be said instead."""
        return None if self.noise is Noise.COUNTS_ONLY else self.score


def may_show(n: int, *, eligible: int, k: int = LEAST_K) -> bool:
    """The k-rule: at least k answered, of at least k who could have.

    :raises Unmeasurable: if k is under 5 (it can only be raised), or more answered than could have
    """
    if k < LEAST_K:
        raise Unmeasurable(f"Groups under {LEAST_K} are never shown; the limit can only be raised.")
    if n > eligible:
        raise Unmeasurable(f"{n} people cannot have answered where only {eligible} could.")
    return n >= k


def disclosed_score(score: PromoterScore, *, eligible: int, k: int = LEAST_K) -> DisclosedScore:
    """What may be said of a score among ``eligible`` colleagues.

    Under k answers: nothing. Under 20: from 50 up "50 or more", from -50 down "-50 or less"; from 20 the same
    at ±90. In between: the score as a whole number. Weighted scores are refused, for weights identify.
    """
    if score.effective_n != score.n:
        raise Unmeasurable("A weighted score cannot be disclosed: the weights would tell who answered.")
    if score.point is None or not may_show(score.n, eligible=eligible, k=k):
        return DisclosedScore(Disclosure.SUPPRESSED, n=None, noise=Noise.COUNTS_ONLY)
    limit = BAND_OF_SMALL_GROUP if score.n < SMALL_GROUP else BAND
    if abs(score.point) >= limit:
        band = Interval(limit, 100) if score.point > 0 else Interval(-100, -limit)
        return DisclosedScore(Disclosure.BANDED, n=score.n, noise=score.noise, band=band)
    return DisclosedScore(
        Disclosure.SHOWN,
        n=score.n,
        noise=score.noise,
        score=round(score.point),
        interval=_widest_interval(score.promoters - score.detractors, score.n),
    )


def _widest_interval(lead: int, n: int) -> Interval:
    """The interval if as few as possible were passive, given by how many promoters outnumber detractors."""
    opinionated = n - (n - lead) % 2
    return adjusted_wald((opinionated + lead) // 2, (opinionated - lead) // 2, n)
