"""Means and distributions of few people, told so that nobody's answer follows from them.

When all agree, the mean is everyone's answer. So a mean near the end of the scale is a band, whoever is in it; a
distribution is told from ten answers on, unless nearly all gave the same one, and then the mean is told in half steps only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from twofold.science.answers import Scale, require_counts
from twofold.science.disclosure import LEAST_K, SMALL_GROUP

LEAST_FOR_DISTRIBUTION = 10
NEARLY_ALL = 0.9
FAR_FROM_END, NEAR_END = 1 / 8, 1 / 40


@dataclass(frozen=True, slots=True)
class ToldMean:
    """What may be told of answers on a scale; all is ``None`` where fewer than k answered.

    ``at_most`` or ``at_least`` instead of ``mean`` where it lies within an eighth of the scale of its end (a fortieth from 20
    answers): 1.5 and 4.5 on 1 to 5. ``distribution`` counts each step from the lowest up.
    """

    n: int | None
    mean: float | None = None
    at_most: float | None = None
    at_least: float | None = None
    distribution: tuple[int, ...] | None = None


def told_mean(counts: Sequence[int], scale: Scale, *, k: int = LEAST_K) -> ToldMean:
    """What may be told of a protected question in one cell.

    :param counts: how often each step was chosen, from lowest to highest
    """
    require_counts(counts, scale)
    n = sum(counts)
    if n < max(k, LEAST_K):
        return ToldMean(None)
    is_one_sided = max(counts) >= NEARLY_ALL * n
    mean = sum(step * count for step, count in enumerate(counts, start=scale.low)) / n
    margin = (scale.high - scale.low) * (FAR_FROM_END if n < SMALL_GROUP else NEAR_END)
    if mean <= scale.low + margin:
        return ToldMean(n, at_most=scale.low + margin)
    if mean >= scale.high - margin:
        return ToldMean(n, at_least=scale.high - margin)
    return ToldMean(n, mean=_rounded(mean, 2 if is_one_sided else 10), distribution=told_distribution(counts))


def told_distribution(counts: Sequence[int]) -> tuple[int, ...] | None:
    """How often each choice was made, if that may be told: from ten answers on, unless nine in ten made the same.

    :param counts: of choices that exclude each other; where several may be ticked, ask for each: ticked, not ticked
    """
    n = sum(counts)
    if n < LEAST_FOR_DISTRIBUTION or max(counts) >= NEARLY_ALL * n:
        return None
    return tuple(counts)


def _rounded(mean: float, parts: int) -> float:
    return floor(mean * parts + 0.5) / parts
