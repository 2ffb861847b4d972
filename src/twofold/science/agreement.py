"""Whether answers belong together: items to one scale (α), and people to one unit (ICC, r_wg)."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, variance

from twofold.science.answers import Scale
from twofold.science.refusals import Unmeasurable

ENOUGH = 0.70


@dataclass(frozen=True, slots=True)
class Agreement:
    """Intraclass correlations of answers within units (one-way random effects).

    ``icc1`` is how alike two people of one unit are, ``icc2`` how reliable a unit's mean is; both fall below zero
    where people of one unit differ more than strangers do. ``None`` where all units have the same mean.
    """

    icc1: float | None
    icc2: float | None
    units: int
    n: int

    @property
    def is_enough(self) -> bool:
        """Whether a mean of the unit may be spoken of: ICC(2) of at least .70."""
        return self.icc2 is not None and self.icc2 >= ENOUGH


def agreement_within(units: Sequence[Sequence[float]]) -> Agreement:
    """ICC(1) = (MSB-MSW)/(MSB+(n̄-1)MSW) and ICC(2) = (MSB-MSW)/MSB (Shrout and Fleiss 1979; Bliese 2000).

    :param units: the answers of each unit, without blanks; units in which nobody answered are left out
    :raises Unmeasurable: if there are fewer than two units, or nobody in any has a colleague
    """
    answered = [unit for unit in units if unit]
    n = sum(map(len, answered))
    if len(answered) < 2 or n <= len(answered):
        raise Unmeasurable("Agreement needs at least two units, and more than one answer in one of them.")
    grand = fmean(answer for unit in answered for answer in unit)
    means = [fmean(unit) for unit in answered]
    between = sum(len(u) * (m - grand) ** 2 for u, m in zip(answered, means, strict=True)) / (
        len(answered) - 1
    )
    within = sum((x - m) ** 2 for u, m in zip(answered, means, strict=True) for x in u) / (n - len(answered))
    if not between:
        return Agreement(None, None, len(answered), n)
    mean_size = n / len(answered)
    return Agreement(
        icc1=(between - within) / (between + (mean_size - 1) * within),
        icc2=(between - within) / between,
        units=len(answered),
        n=n,
    )


def r_wg(answers: Sequence[Sequence[float]], scale: Scale) -> float:
    """How much one unit agrees, 0 to 1, against answers spread evenly over the scale (James, Demaree and Wolf 1984).

    :param answers: for each item of the scale, the answers of the unit; a single item makes r_wg, several r_wg(J)
    :raises Unmeasurable: if an item has fewer than two answers
    """
    if not answers or any(len(item) < 2 for item in answers):
        raise Unmeasurable("Agreement within a unit needs at least two answers to each item.")
    steps = scale.high - scale.low + 1
    by_chance = (steps**2 - 1) / 12
    ratio = fmean(variance(item) for item in answers) / by_chance
    if ratio >= 1:
        return 0.0
    items = len(answers)
    return items * (1 - ratio) / (items * (1 - ratio) + ratio)


def cronbach_alpha(rows: Sequence[Sequence[float | None]]) -> float | None:
    """How well items measure one thing: k/(k-1)·(1 - Σs²/s²_sum) (Cronbach 1951).

    :param rows: for each person, the answer to each item; those with a blank are left out
    :return: ``None`` with fewer than two items or people, or where all sums are alike
    """
    complete = [[float(x) for x in row if x is not None] for row in rows if None not in row]
    if len(complete) < 2 or len(complete[0]) < 2:
        return None
    whole = variance([sum(row) for row in complete])
    if not whole:
        return None
    items = len(complete[0])
    return items / (items - 1) * (1 - sum(variance(item) for item in zip(*complete, strict=True)) / whole)
