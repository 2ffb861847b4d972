"""What can be computed from published totals about fewer than k people.

Totals of cells can be added and subtracted. Whatever comes out is a row vector over combinations of attributes: a linear
function of the answers of those in whom it is not zero. It leaks if they are fewer than k, be it one cell, the difference of
two, or a sum and difference of any number of them (DESIGN: the "rank test").
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from twofold.science.lenses import Combination, Counts

REACHES = ((500, 4), (5_000, 3))
DIMENSIONS = 8
ROUNDING = 1e-7
CLOSE = 1e-9
NEIGHBOURS = 4

Cells = Sequence[frozenset[Combination]]


class Leak(NamedTuple):
    """A linear function of the answers of fewer than k people: combination → its factor, and how many they are."""

    factors: dict[Combination, float]
    people: int


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
        return Leak({self.first[c]: f for c, f in at.items()}, int(sum(self.people[c] for c in at)))


def reach_of(columns: int) -> int:
    """Up to how many groups of people alike the sums and differences are searched: 4, fewer among very many."""
    return next((reach for most, reach in REACHES if columns <= most), 2)


def find_leaks(cells: Cells, counts: Counts, k: int) -> list[Leak]:
    """The simplest leaks there are: cells and differences of two first, then sums and differences; empty if it is silent.

    A function of fewer than five people's answers touches at most four groups, so for k = 5 nothing is overlooked
    among up to 500 groups; for larger k it is the cells, the differences of two and whatever touches four groups.
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
    return [
        incidence.leak(at := np.flatnonzero(vector).tolist(), vector[at].tolist()) for vector in small + close
    ]


def _hidden_leaks(incidence: Incidence, k: int) -> Iterator[Leak]:
    """Sets of groups whose residuals depend on each other: some function of the cells touches nobody but them.

    Random vectors stand for all that cannot be computed; a function of the cells is at right angles to what is left of them.
    """
    columns = incidence.rows.shape[1]
    random = np.random.default_rng(columns).normal(size=(columns, DIMENSIONS))
    left = incidence.outside(random)
    for reach in range(1, reach_of(int((incidence.people < k).sum())) + 1):
        few = np.flatnonzero(incidence.people <= k - reach)
        found = {}
        for chosen in _dependent(left[few], incidence.people[few], reach, k):
            at = tuple(sorted(few[list(chosen)].tolist()))
            factors = _dependence(left[list(at)])
            if factors is not None:
                found[at] = factors
        if found:
            yield from (incidence.leak(at, factors) for at, factors in found.items())
            return


def _dependence(vectors: np.ndarray) -> list[float] | None:
    """The factors with which the rows add up to nothing, if they do."""
    left, values, _ = np.linalg.svd(vectors)
    if values[-1] > ROUNDING:
        return None
    factors = left[:, -1]
    return (factors / np.abs(factors).max()).tolist()


def _dependent(vectors: np.ndarray, people: np.ndarray, reach: int, k: int) -> Iterator[tuple[int, ...]]:
    """Candidates for sets of ``reach`` rows of fewer than k people that depend on each other, no smaller set of which does.

    One row after the other is eliminated from those behind it; what then differs only by a factor belongs together.
    """
    if reach == 1:
        yield from ((int(at),) for at in np.flatnonzero(np.abs(vectors).max(axis=1) < ROUNDING))
    elif reach == 2:
        yield from (pair for _row, pair in _twins(_ratios(vectors)[None], people, np.array([k])))
    else:
        for first in range(len(vectors) - reach + 1):
            behind = slice(first + 1, None)
            rest = vectors[behind, 1:] - vectors[behind, :1] / vectors[first, 0] * vectors[first, 1:]
            left = k - people[first]
            if reach == 3:
                found = (
                    (None, pair)
                    for _row, pair in _twins(_ratios(rest)[None], people[behind], np.array([left]))
                )
            else:
                deeper = rest[None, :, 1:] - (rest[:, 0] / rest[:, :1])[..., None] * rest[:, None, 1:]
                found = _twins(_ratios(deeper), people[behind], left - people[behind])
            for second, pair in found:
                if second not in pair:
                    yield (first, *(first + 1 + at for at in (second, *pair) if at is not None))


def _ratios(vectors: np.ndarray) -> np.ndarray:
    """A number that is the same for rows that differ only by a factor; none for rows that are nothing."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = vectors[..., 0] / vectors[..., 1]
    return np.where(np.abs(vectors).max(axis=-1) < ROUNDING, np.nan, ratios)


def _twins(
    ratios: np.ndarray, people: np.ndarray, limits: np.ndarray
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Rows, and pairs of columns with the same ratio there and together fewer people than the row's limit."""
    order = np.argsort(ratios, axis=1)
    ordered = np.take_along_axis(ratios, order, axis=1)
    for step in range(1, min(NEIGHBOURS, ratios.shape[1] - 1) + 1):
        one, other = order[:, :-step], order[:, step:]
        apart = np.abs(ordered[:, step:] - ordered[:, :-step])
        same = (apart <= CLOSE * (1 + np.abs(ordered[:, step:]))) & (
            people[one] + people[other] < limits[:, None]
        )
        for row, at in np.argwhere(same):
            yield int(row), (int(one[row, at]), int(other[row, at]))
