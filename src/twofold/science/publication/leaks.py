"""What can be computed from published totals about fewer than k people.

Totals of cells can be added and subtracted. Whatever comes out is a row vector over combinations of attributes: a linear
function of the answers of those in whom it is not zero. It leaks if they are fewer than k, be it one cell, the difference of
two, or a sum and difference of any number of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from twofold.science.lenses import Combination, Counts
from twofold.science.publication.dependence import ROUNDING, dependent_sets, factors_of

REACHES = ((4, 300), (3, 5_000))
DIMENSIONS = 8
AT_ONCE = 20

Cells = Sequence[frozenset[Combination]]


class Leak(NamedTuple):
    """A linear function of the answers of fewer than k people: combination → its factor, and how many they are.

    ``sources`` are the cells from which it can be computed, the weightiest first.
    """

    factors: dict[Combination, float]
    people: int
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Incidence:
    """Which cell holds whom, those who are in the same cells taken together."""

    rows: np.ndarray
    people: np.ndarray
    first: tuple[Combination, ...]

    @classmethod
    def of(cls, cells: Cells, counts: Counts) -> "Incidence":
        inside: dict[Combination, list[int]] = defaultdict(list)
        for at, cell in enumerate(cells):
            for combination in cell:
                inside[combination].append(at)
        alike: dict[tuple[int, ...], list[Combination]] = defaultdict(list)
        for combination, at_cells in inside.items():
            if counts[combination]:
                alike[tuple(at_cells)].append(combination)
        rows = np.zeros((len(cells), len(alike)))
        for column, at_cells in enumerate(alike):
            rows[list(at_cells), column] = 1
        people = np.array([sum(counts[one] for one in group) for group in alike.values()], dtype=int)
        return cls(rows, people, tuple(group[0] for group in alike.values()))

    def outside(self, vectors: np.ndarray) -> np.ndarray:
        """What is left of column vectors when all that can be computed from the cells is taken out of them."""
        gram = self.rows @ self.rows.T
        return vectors - self.rows.T @ np.linalg.lstsq(gram, self.rows @ vectors, rcond=1e-10)[0]

    def leak(self, columns: Iterable[int], factors: Iterable[float]) -> Leak:
        at = dict(zip(columns, factors, strict=True))
        people = int(sum(self.people[column] for column in at))
        return Leak({self.first[c]: f for c, f in at.items()}, people, self._sources(at))

    def _sources(self, factors: dict[int, float]) -> tuple[int, ...]:
        vector = np.zeros(self.rows.shape[1])
        vector[list(factors)] = list(factors.values())
        weights = np.abs(np.linalg.lstsq(self.rows @ self.rows.T, self.rows @ vector, rcond=1e-10)[0])
        return tuple(int(at) for at in np.argsort(-weights, kind="stable") if weights[at] > ROUNDING)


def reach_of(people: np.ndarray, k: int) -> int:
    """Up to how many groups of people alike the sums and differences are searched: 4, fewer where there are very many."""
    return next((reach for reach, most in REACHES if (people <= k - reach).sum() <= most), 2)


def find_leaks(cells: Cells, counts: Counts, k: int) -> list[Leak]:
    """The simplest leaks there are: cells and differences of two first, then sums and differences; empty if it is silent.

    A function of fewer than five people's answers touches at most four groups of people alike, so for k = 5 nothing is
    overlooked unless more than 300 such groups are of a single person; then, or for larger k, it is the cells, the
    differences of two, and whatever touches no more groups than `reach_of` says.
    """
    if not cells:
        return []
    incidence = Incidence.of(cells, counts)
    return _plain_leaks(incidence, k) or list(_hidden_leaks(incidence, k))


def _plain_leaks(incidence: Incidence, k: int) -> list[Leak]:
    """Cells, and symmetric differences of two cells, of one to k - 1 people."""
    rows, people = incidence.rows, incidence.people
    shared = rows * people @ rows.T
    sizes = np.diagonal(shared)
    apart = sizes[:, None] + sizes[None, :] - 2 * shared
    small = [rows[at] for at in np.flatnonzero((sizes > 0) & (sizes < k))]
    close = [rows[a] - rows[b] for a, b in np.argwhere(np.triu((apart > 0.5) & (apart < k)))]
    found = (small + close)[:AT_ONCE]
    return [incidence.leak(at := np.flatnonzero(vector).tolist(), vector[at].tolist()) for vector in found]


def _hidden_leaks(incidence: Incidence, k: int) -> Iterator[Leak]:
    """Sets of groups whose residuals depend on each other: some function of the cells touches nobody but them.

    Random vectors stand for all that cannot be computed; a function of the cells is at right angles to what is left of them.
    """
    columns = incidence.rows.shape[1]
    random = np.random.default_rng(columns).normal(size=(columns, DIMENSIONS))
    left = incidence.outside(incidence.outside(random))  # twice, for the digits
    for reach in range(1, reach_of(incidence.people, k) + 1):
        few = np.flatnonzero(incidence.people <= k - reach)
        found = {}
        for chosen in dependent_sets(left[few, :reach], incidence.people[few], reach, k):
            at = tuple(sorted(few[list(chosen)].tolist()))
            factors = factors_of(left[list(at)])
            if factors is not None:
                found[at] = factors
        if found:
            yield from (incidence.leak(at, found[at]) for at in sorted(found)[:AT_ONCE])
            return
