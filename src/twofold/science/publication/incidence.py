"""Which cell holds whom, and what can be computed from cells."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from twofold.science.lenses import Combination, Counts

IDLE = 1e-10

Cells = Sequence[frozenset[Combination]]


@dataclass(frozen=True)
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

    @cached_property
    def _spectrum(self) -> tuple[np.ndarray, np.ndarray]:
        return np.linalg.eigh(self.rows @ self.rows.T)

    @property
    def idle(self) -> np.ndarray:
        """Ways, as columns, to add up cells to nothing: the parts of a whole less the whole."""
        values, vectors = self._spectrum
        return vectors[:, values <= IDLE * values[-1]]

    def weights(self, vectors: np.ndarray) -> np.ndarray:
        """How to add up cells, one way of many, to come closest to column vectors over groups of people."""
        values, own = self._spectrum
        kept = own[:, values > IDLE * values[-1]]
        return kept @ (kept.T @ (self.rows @ vectors) / values[values > IDLE * values[-1], None])

    def outside(self, vectors: np.ndarray) -> np.ndarray:
        """What is left of column vectors when all that can be computed from the cells is taken out of them."""
        return vectors - self.rows.T @ self.weights(vectors)
