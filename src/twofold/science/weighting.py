"""Weights that let those who answered stand for everybody: post-stratification, raking, trimming."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median

from twofold.science.estimates import Estimate, interval_around
from twofold.science.noise import noise_of
from twofold.science.refusals import Unmeasurable

TOLERANCE = 1e-10
MOST_ROUNDS = 1_000
FEWEST_IN_CATEGORY = 5
FEWEST = 100
TRIMMED_AT = 5.0

Margin = Mapping[Hashable, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight per answer, in the order given; they add up to the population."""

    values: tuple[float, ...]

    @property
    def effective_n(self) -> float:
        """Kish's (Σw)²/Σw²: how many unweighted answers would say as much."""
        return sum(self.values) ** 2 / sum(weight * weight for weight in self.values)

    @property
    def design_effect(self) -> float:
        """n·Σw²/(Σw)²: how much larger weighting makes the variance."""
        return len(self.values) / self.effective_n

    @property
    def ratio(self) -> float:
        """The largest weight over the smallest."""
        return max(self.values) / min(self.values)


def post_stratified(
    strata: Sequence[Hashable], population: Margin, *, base: Sequence[float] | None = None
) -> Weights:
    """Weights N_h/n_h, times what each answer weighed before.

    :param strata: the stratum of each answer
    :param population: how many people each stratum has
    :raises Unmeasurable: if a stratum is missing on either side, or fewer than five answered in one
    """
    _require_enough(strata, population, "stratum")
    weights = _base(base, len(strata))
    return Weights(tuple(_fitted(weights, strata, population)))


def raked(
    categories: Mapping[str, Sequence[Hashable]],
    margins: Mapping[str, Margin],
    *,
    base: Sequence[float] | None = None,
    tolerance: float = TOLERANCE,
    most_rounds: int = MOST_ROUNDS,
) -> Weights:
    """Fit one margin after the other until none changes any more (iterative proportional fitting; Deming and Stephan 1940).

    :param categories: margin → the category of each answer
    :param margins: margin → how many people each category has; all must add up to the same population. Never rake
        on what the survey measures
    :raises Unmeasurable: if margins disagree, a category has fewer than five answers, or the fit does not converge
    """
    if categories.keys() != margins.keys() or not margins:
        raise Unmeasurable("Every margin needs the category of each answer and the size of each category.")
    for name, margin in margins.items():
        _require_enough(categories[name], margin, name)
    _require_one_population(margins)
    weights = _base(base, len(next(iter(categories.values()))))
    for _round in range(most_rounds):
        change = 0.0
        for name, margin in margins.items():
            before, weights = weights, _fitted(weights, categories[name], margin)
            change = max(change, *(abs(now / then - 1) for now, then in zip(weights, before, strict=True)))
        if change < tolerance:
            return Weights(tuple(weights))
    raise Unmeasurable(f"The weights did not settle within {most_rounds} rounds: combine small categories.")


def trimmed(weights: Weights, *, at: float = TRIMMED_AT) -> Weights:
    """Cut weights above ``at`` times their median, and spread what was cut; rake again afterwards."""
    limit = at * median(weights.values)
    cut = [min(weight, limit) for weight in weights.values]
    factor = sum(weights.values) / sum(cut)
    return Weights(tuple(weight * factor for weight in cut))


def weighted_mean(values: Sequence[float], weights: Weights) -> Estimate:
    """Σwx/Σw with its linearised interval; the verdict on noise rests on the effective n.

    Weights count as fixed, which makes the interval rather too wide than too narrow.
    """
    n = len(values)
    if n != len(weights.values) or n < 2:
        raise Unmeasurable("A weighted mean needs at least two answers, and a weight for each.")
    total = sum(weights.values)
    mean = sum(w * x for w, x in zip(weights.values, values, strict=True)) / total
    spread = sum((w * (x - mean)) ** 2 for w, x in zip(weights.values, values, strict=True))
    error = sqrt(n / (n - 1) * spread) / total
    interval = interval_around(mean, error) if error else None
    return Estimate(point=mean, interval=interval, n=n, noise=noise_of(weights.effective_n))


def can_be_weighted(n: int) -> bool:
    """Whether there are answers enough to weight at all; under a hundred, weights add more noise than they mend."""
    return n >= FEWEST


def _fitted(weights: Sequence[float], categories: Sequence[Hashable], margin: Margin) -> list[float]:
    sums: dict[Hashable, float] = defaultdict(float)
    for weight, category in zip(weights, categories, strict=True):
        sums[category] += weight
    return [w * margin[category] / sums[category] for w, category in zip(weights, categories, strict=True)]


def _base(base: Sequence[float] | None, n: int) -> list[float]:
    weights = [1.0] * n if base is None else list(base)
    if len(weights) != n or any(not weight > 0 for weight in weights):
        raise Unmeasurable("Every answer needs a weight above zero.")
    return weights


def _require_enough(categories: Sequence[Hashable], margin: Margin, name: str) -> None:
    counts = Counter(categories)
    for category in (*margin, *counts):
        if not margin.get(category, 0) > 0:
            raise Unmeasurable(f"{name} {category} has answers, but nobody in the population.")
        if not counts[category]:
            raise Unmeasurable(f"Nobody answered in {name} {category}: combine it with another.")
        if counts[category] < FEWEST_IN_CATEGORY:
            raise Unmeasurable(
                f"Only {counts[category]} answered in {name} {category}: combine it with another."
            )


def _require_one_population(margins: Mapping[str, Margin]) -> None:
    sizes = [sum(margin.values()) for margin in margins.values()]
    if max(sizes) - min(sizes) > 1e-9 * max(sizes):
        raise Unmeasurable("The margins add up to different populations.")
