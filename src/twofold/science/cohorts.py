"""Cohorts: of those who first bought in a month, how many are active so many months later."""

from calendar import monthrange
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from twofold.science.noise import Noise, noise_of
from twofold.science.proportions import Share, share_of
from twofold.science.refusals import Unmeasurable


@dataclass(frozen=True, slots=True)
class Cohort:
    """The customers whose first dealing fell in ``month`` (its first day).

    ``cells[m]`` is the share active m months later, each with its count, n and Wilson interval, or ``None``
    where the month is not over: a month cut short would look like customers lost.
    """

    month: date
    size: int
    cells: tuple[Share | None, ...]

    @property
    def noise(self) -> Noise:
        return noise_of(self.size)


def cohorts(dealings: Iterable[tuple[Hashable, date]], observed_until: date) -> tuple[Cohort, ...]:
    """Group customers by the month of their first dealing; oldest cohort first.

    :param dealings: (customer, day) pairs in any order, without reversals; repeats do no harm
    :param observed_until: the last day the records cover; the diagonal of its month is masked unless it is
        the month's last day
    :raises Unmeasurable: if a dealing is later than that

    The oldest cohort holds everyone already a customer when the records begin, so it tends to look loyal.
    """
    active: dict[Hashable, set[int]] = {}
    for customer, day in dealings:
        if day > observed_until:
            raise Unmeasurable(f"A dealing on {day} lies after {observed_until}, the last day observed.")
        active.setdefault(customer, set()).add(_index(day))
    counts = Counter((min(months), month) for months in active.values() for month in months)
    return cohorts_of_counts(counts, observed_until)


def cohorts_of_counts(counts: Mapping[tuple[int, int], int], observed_until: date) -> tuple[Cohort, ...]:
    """The same, from customers counted already.

    :param counts: (month of the first dealing, month) → customers active in it, months being year · 12 + month - 1
    """
    final = _index(observed_until)
    complete = final if _is_last_of_month(observed_until) else final - 1
    return tuple(_cohort(first, counts, final, complete) for first in sorted({first for first, _ in counts}))


def _cohort(first: int, counts: Mapping[tuple[int, int], int], final: int, complete: int) -> Cohort:
    size = counts[first, first]
    cells = tuple(
        share_of(counts.get((first, month), 0), size) if month <= complete else None
        for month in range(first, final + 1)
    )
    return Cohort(month=date(first // 12, first % 12 + 1, 1), size=size, cells=cells)


def _index(day: date) -> int:
    return day.year * 12 + day.month - 1


def _is_last_of_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]
