"""Which cell holds whom, and what can be computed from cells."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.linalg import cho_solve
from scipy.linalg.lapack import dpstrf
from scipy.sparse import csr_array

from twofold.science.lenses import Combination, Counts

IDLE = 1e-9

Cells = Sequence[frozenset[Combination]]


@dataclass(frozen=True)
class Incidence:
    """Cells by groups of people alike: those who are in the same cells. ``first`` is one combination of each group."""

    rows: csr_array
    people: np.ndarray
    first: tuple[Combination, ...]

    @classmethod
    def of(cls, cells: Cells, counts: Counts) -> "Incidence":
        inside: dict[Combination, list[int]] = defaultdict(list)
        for at, cell in enumerate(cells):
            for combination in cell:
                inside[combination].append(at)
        alike: dict[tuple[int, ...], list[Combination]] = defaultdict(list)
        for combination in sorted(inside):  # the same in every process
            if counts[combination]:
                alike[tuple(inside[combination])].append(combination)
        places = [(at, column) for column, at_cells in enumerate(alike) for at in at_cells]
        at, columns = zip(*places, strict=True) if places else ((), ())
        rows = csr_array((np.ones(len(places)), (at, columns)), shape=(len(cells), len(alike)))
        people = np.array([sum(counts[one] for one in group) for group in alike.values()], dtype=int)
        return cls(rows, people, tuple(group[0] for group in alike.values()))

    @cached_property
    def _basis(self) -> tuple[np.ndarray, np.ndarray]:
        """Cells that do not follow from each other, as many as can be, and the triangle of their products."""
        triangle, order, rank, _ = dpstrf((self.rows @ self.rows.T).toarray(), tol=IDLE)
        return order[:rank] - 1, triangle[:rank, :rank]

    @cached_property
    def idle(self) -> np.ndarray:
        """Ways, as columns, to add up cells to nothing: the parts of a whole less the whole."""
        basis, _ = self._basis
        others = np.setdiff1d(np.arange(self.rows.shape[0]), basis)
        ways = -self._weights(self.rows[others].toarray().T)
        ways[others, np.arange(len(others))] = 1.0
        return ways

    def weights(self, vectors: np.ndarray) -> np.ndarray:
        """How to add up cells to come closest to column vectors over groups; of many ways the one that uses all cells evenly."""
        one_way = self._weights(vectors)
        return one_way - self.idle @ np.linalg.lstsq(self.idle, one_way, rcond=None)[0]

    def outside(self, vectors: np.ndarray) -> np.ndarray:
        """What is left of column vectors when all that can be computed from the cells is taken out of them."""
        return vectors - self.rows.T @ self._weights(vectors)

    def _weights(self, vectors: np.ndarray) -> np.ndarray:
        basis, triangle = self._basis
        weights = np.zeros((self.rows.shape[0], vectors.shape[1]))
        weights[basis] = cho_solve((triangle, False), (self.rows @ vectors)[basis])
        return weights
