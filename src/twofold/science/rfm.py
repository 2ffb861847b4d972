"""RFM: how recently, how often and for how much a customer bought."""

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import NamedTuple

from twofold.science.noise import Noise, noise_of

FIFTHS = 5


class Line(NamedTuple):
    """One dealing line: ``value`` in minor units, below zero for a return."""

    customer: Hashable
    reference: Hashable
    day: date
    value: int


@dataclass(frozen=True, slots=True)
class CustomerRfm:
    """The raw figures, and the fifth each falls in: 1 to 5 (latest, most often, most spent)."""

    customer: Hashable
    days_since: int
    orders: int
    net_value: int
    recency: int
    frequency: int
    monetary: int


@dataclass(frozen=True, slots=True)
class RfmTable:
    """Every customer who bought by the snapshot. Fifths of few customers are no more than a list in order."""

    snapshot: date
    customers: tuple[CustomerRfm, ...]

    @property
    def n(self) -> int:
        return len(self.customers)

    @property
    def noise(self) -> Noise:
        return noise_of(self.n)


def rfm(lines: Iterable[Line], snapshot: date) -> RfmTable:
    """Count days since the last order, distinct orders, and value net of returns, as of ``snapshot``.

    The snapshot is a whole day, and days are counted on the calendar: a snapshot taken elsewhere at midnight,
    as a day begins, is ours of the day before. Lines after it are left out. A return lowers the value but is
    no order and does not make a customer recent; who only returned is not in the table.
    """
    last: dict[Hashable, date] = {}
    orders: dict[Hashable, set[Hashable]] = {}
    value: dict[Hashable, int] = {}
    for customer, reference, day, amount in lines:
        if day > snapshot:
            continue
        value[customer] = value.get(customer, 0) + amount
        if amount >= 0:
            last[customer] = max(day, last.get(customer, day))
            orders.setdefault(customer, set()).add(reference)
    customers = list(last)
    days_since = [(snapshot - last[customer]).days for customer in customers]
    counts = [len(orders[customer]) for customer in customers]
    net = [value[customer] for customer in customers]
    fifths = zip(quintiles([-days for days in days_since]), quintiles(counts), quintiles(net), strict=True)
    rows = zip(customers, days_since, counts, net, fifths, strict=True)
    return RfmTable(snapshot, tuple(CustomerRfm(*row[:4], *row[4]) for row in rows))


def quintiles(values: Sequence[float]) -> list[int]:
    """The fifth (1 lowest, 5 highest) of each value: ⌈5·rank/n⌉, equal values sharing their average rank.

    Ties are never split by chance, so fifths can be unequal and one can be empty.
    """
    ordered = sorted(values)
    return [_fifth(bisect_left(ordered, v), bisect_right(ordered, v), len(values)) for v in values]


def _fifth(below: int, upto: int, n: int) -> int:
    twice_rank = below + 1 + upto
    return ceil(FIFTHS * twice_rank / (2 * n))
