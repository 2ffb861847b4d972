"""Which of many units differ from the rest, when one has looked at all of them."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from math import sqrt

from twofold.science.comparisons import DETECTABLE, benjamini_hochberg, holm, two_sided_p
from twofold.science.estimates import Interval, interval_around
from twofold.science.noise import FEW

SIGNIFICANT = 0.05


@dataclass(frozen=True, slots=True)
class UnitScore:
    """One unit's score with its standard error."""

    point: float
    standard_error: float
    n: int


@dataclass(frozen=True, slots=True)
class UnitAgainstRest:
    """``difference`` is the unit less all others together, each by how many answered there.

    ``p_value`` is adjusted for the number of units compared; judge by it, not by whether intervals overlap.
    """

    unit: Hashable
    difference: float
    interval: Interval
    p_value: float
    least_detectable: float

    @property
    def stands_out(self) -> bool:
        return self.p_value < SIGNIFICANT

    @property
    def is_above(self) -> bool:
        return self.stands_out and self.difference > 0

    @property
    def is_below(self) -> bool:
        return self.stands_out and self.difference < 0


def against_the_rest(
    units: Mapping[Hashable, UnitScore], *, is_strict: bool = False
) -> tuple[UnitAgainstRest, ...]:
    """Compare each unit with all others, from the lowest difference up.

    Units with fewer than ten answers, or whose answers are all alike, are part of the rest but not compared.

    :param is_strict: adjust by Holm, which lets no false alarm through in 19 lists of 20; otherwise by Benjamini and
        Hochberg, of whose alarms at most one in 20 is false
    """
    return against_the_rest_of_each({"": units}, is_strict=is_strict)[""]


def against_the_rest_of_each(
    lists: Mapping[Hashable, Mapping[Hashable, UnitScore]], *, is_strict: bool = False
) -> Mapping[Hashable, tuple[UnitAgainstRest, ...]]:
    """The same for several lists that somebody looks through at once, e.g. one for each question.

    p-values are adjusted for all comparisons of all lists together.
    """
    differences = {
        (place, name): _difference(name, units)
        for place, units in lists.items()
        if len(units) > 1
        for name, score in units.items()
        if score.n >= FEW and score.standard_error > 0
    }
    adjust = holm if is_strict else benjamini_hochberg
    p_values = adjust([two_sided_p(point / error) for point, error in differences.values()])
    found: dict[Hashable, list[UnitAgainstRest]] = {place: [] for place in lists}
    for ((place, name), (point, error)), p_value in zip(differences.items(), p_values, strict=True):
        interval = interval_around(point, error)
        found[place].append(UnitAgainstRest(name, point, interval, p_value, DETECTABLE * error))
    return {
        place: tuple(sorted(compared, key=lambda unit: unit.difference)) for place, compared in found.items()
    }


def _difference(name: Hashable, units: Mapping[Hashable, UnitScore]) -> tuple[float, float]:
    """How far the unit is from the rest, and the standard error of that."""
    rest = [score for other, score in units.items() if other != name and score.n]
    n = sum(score.n for score in rest) or 1
    point = sum(score.n * score.point for score in rest) / n
    variance = sum((score.n * score.standard_error) ** 2 for score in rest) / n**2
    own = units[name]
    return own.point - point, sqrt(own.standard_error**2 + variance)
