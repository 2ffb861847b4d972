"""How units rate each other: means weighted by use, told only where no subtraction tells what a few people answered."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt

from twofold.science.estimates import Interval

ALIKE, SMALL = 0.9, 20

Rating = tuple[float, float]
"""An answer on its scale, and how much its giver uses the rated unit."""


@dataclass(frozen=True, slots=True)
class Rated:
    """A mean weighted by use, rounded to a tenth.

    :param effective_n: Kish's (Σw)²/Σw², down to a whole number: how many unweighted answers would say as much
    :param interval: the widest that the mean and the scale allow at that number, so that it tells no more than they do
    """

    mean: float
    n: int
    effective_n: int
    interval: Interval


@dataclass(frozen=True, slots=True)
class ToldRatings:
    """What may be told of one rated unit.

    :param whole: by all who use it; None where not enough answered, or nearly all alike
    :param by_rater: rating unit → what it said, of those that may be told beside each other
    :param own: how it rates itself, beside and not within the whole
    """

    whole: Rated | None
    by_rater: Mapping[Hashable, Rated] = field(default_factory=dict)
    own: Rated | None = None


def told_ratings(
    by_rater: Mapping[Hashable, Sequence[Rating]], own: Sequence[Rating], *, scale: tuple[int, int], k: int
) -> ToldRatings:
    """What may be told of a unit, given all answers about it; each person has answered about it once.

    Groups are told from k answers up, also of effective ones, so that nobody who uses it most is seen through the mean; and not
    where nearly all in a small one answered alike. What is not told is the whole less what is: as long as that may not be told
    either, the smallest told group joins it.
    """
    everyone = [one for answers in by_rater.values() for one in answers]
    if is_telling(everyone, k):
        return ToldRatings(None, own=None if is_telling(own, k) else _rated(own, scale))
    told = {rater for rater, answers in by_rater.items() if not is_telling(answers, k)}
    while told and (pool := _pool(by_rater, told)) and is_telling(pool, k):
        told.remove(min(told, key=lambda rater: (len(by_rater[rater]), str(rater))))
    return ToldRatings(
        whole=_rated(everyone, scale),
        by_rater={rater: _rated(by_rater[rater], scale) for rater in by_rater if rater in told},
        own=None if is_telling(own, k) else _rated(own, scale),
    )


def is_telling(answers: Sequence[Rating], k: int) -> bool:
    """Whether a mean would tell what single people answered: too few, one who weighs too much, or in a small group all alike."""
    if len(answers) < k or effective_n([weight for _value, weight in answers]) < k:
        return True
    most = max(Counter(value for value, _weight in answers).values())
    return len(answers) < SMALL and most >= ALIKE * len(answers)


def effective_n(weights: Sequence[float]) -> float:
    """Kish's (Σw)²/Σw²; 0 without weights."""
    squares = sum(weight * weight for weight in weights)
    return sum(weights) ** 2 / squares if squares else 0.0


def _pool(by_rater: Mapping[Hashable, Sequence[Rating]], told: set[Hashable]) -> list[Rating]:
    return [one for rater, answers in by_rater.items() if rater not in told for one in answers]


def _rated(answers: Sequence[Rating], scale: tuple[int, int]) -> Rated:
    from scipy.special import stdtrit  # pages that only import this module should not pay for scipy

    low, high = scale
    weights = [weight for _value, weight in answers]
    mean = round(sum(value * weight for value, weight in answers) / sum(weights), 1)
    n = int(effective_n(weights))
    half = float(stdtrit(n - 1, 0.975)) * sqrt(max((mean - low) * (high - mean), 0) / (n - 1))
    return Rated(mean, len(answers), n, Interval(max(low, mean - half), min(high, mean + half)))
