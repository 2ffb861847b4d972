"""Whether two figures differ, and how sure one may be after asking several times."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from twofold.science.answers import valid_answers
from twofold.science.estimates import Estimate, interval_around
from twofold.science.means import mean_of
from twofold.science.noise import Noise, noise_of
from twofold.science.refusals import Unmeasurable
from twofold.science.scores import NPS, Instrument, PromoterScore, sign_of

DETECTABLE = 2.80  # z at 97.5 % plus z at 80 %: found four times out of five


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference(Estimate):
    """``point`` is the first less the second. No interval and no p-value: no change can be judged."""

    p_value: float | None
    least_detectable: float | None

    @property
    def is_detectable(self) -> bool:
        """Whether the interval leaves out zero. If not, say "no detectable change"."""
        return self.interval is not None and not self.interval.low <= 0 <= self.interval.high


def score_difference(one: PromoterScore, other: PromoterScore) -> Difference:
    """The difference of two scores of different people, in points: diff ± z·√(SE₁²+SE₂²).

    :raises Unmeasurable: if they are of different instruments; NPS and eNPS are shown side by side only
    """
    if one.instrument != other.instrument:
        raise Unmeasurable(
            f"{one.instrument.key} and {other.instrument.key} are different questions: never subtract them."
        )
    n = one.n + other.n
    noise = noise_of(min(one.effective_n, other.effective_n))
    if one.point is None or other.point is None:
        return Difference(
            point=None, interval=None, n=n, noise=Noise.COUNTS_ONLY, p_value=None, least_detectable=None
        )
    error = sqrt((one.standard_error or 0) ** 2 + (other.standard_error or 0) ** 2)
    point = one.point - other.point
    return Difference(
        point=point,
        interval=interval_around(point, error).clipped(-200, 200) if error else None,
        n=n,
        noise=noise,
        p_value=two_sided_p(point / error) if error else None,
        least_detectable=DETECTABLE * error if error else None,
    )


def paired_score_change(
    before: Sequence[int], after: Sequence[int], *, instrument: Instrument = NPS
) -> Estimate:
    """How the same people's score moved, in points: the mean of each person's s₂ - s₁ (t interval)."""
    if len(before) != len(after):
        raise Unmeasurable("Each person has to be there both times.")
    signs = []
    for answers in (before, after):
        kept, left_out = valid_answers(answers, instrument.scale)
        if left_out:
            raise Unmeasurable("Leave out people who did not answer both times.")
        signs.append([sign_of(answer, instrument) for answer in kept])
    return mean_of([100 * (second - first) for first, second in zip(*signs, strict=True)])


def two_sided_p(z: float) -> float:
    """The chance of a standard normal value at least as far from zero as z."""
    return 2 * NormalDist().cdf(-abs(z))


def holm(p_values: Sequence[float]) -> list[float]:
    """Adjust p-values for having asked several times (Holm 1979), in the order given."""
    adjusted = [0.0] * len(p_values)
    so_far = 0.0
    for rank, index in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        so_far = max(so_far, min(1.0, (len(p_values) - rank) * p_values[index]))
        adjusted[index] = so_far
    return adjusted


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Adjust p-values so that of those found, few are false (Benjamini and Hochberg 1995), in the order given.

    Gentler than Holm: for lists of many units that somebody looks through, not for one claim that has to hold.
    """
    adjusted = [1.0] * len(p_values)
    so_far = 1.0
    for rank, index in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__, reverse=True)):
        so_far = min(so_far, p_values[index] * len(p_values) / (len(p_values) - rank))
        adjusted[index] = so_far
    return adjusted
