"""Merging cells until nothing leaks, and as few of them as can be found."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from twofold.science.lenses import EVERYONE, UNIT, Cell, CutKey
from twofold.science.publication.dependence import ROUNDING
from twofold.science.publication.incidence import Incidence
from twofold.science.publication.leaks import Leak
from twofold.science.publication.merging import Merge, Table

WORTH_TOGETHER = 0.3
WORTH_OF_UNIT, WORTH_OF_ATTRIBUTE, WORTH_OF_CROSSING = 2.0, 1.0, 0.5
SOURCES = 12
PARTNERS = 4
TRIFLE = 0.1


def repaired(table: Table) -> list[Merge]:
    """The merges, beyond those by size, after which the audit is silent.

    The merge that stops most leaks for what it costs comes first; at the end, those that turn out to be needless are
    given up, the dearest first.
    """
    by_size = table.by_size
    merges: list[Merge] = []
    while leaks := table.leaks(cells := table.cells(table.merged(by_size, merges))):
        merges.append(_best_merge(Choices.of(table, cells), leaks))
    for merge in sorted(merges, key=lambda one: worth(table.cells(table.merged(by_size, [one])))):
        without = [one for one in merges if one is not merge]
        if not table.leaks(table.cells(table.merged(by_size, without))):
            merges = without
    return merges


def worth(cells: Sequence[Cell]) -> float:
    """What a table tells: the people in each cell, less where parts are told together; own units count most."""
    return sum(worth_of(cell.lens, cell.within, cell.n, cell.is_merged) for cell in cells)


def worth_of(lens: str, within: str | None, n: int, is_merged: bool) -> float:
    if lens == EVERYONE:
        return 0.0
    kind = WORTH_OF_UNIT if lens == UNIT else WORTH_OF_ATTRIBUTE if within is None else WORTH_OF_CROSSING
    return n * kind * (WORTH_TOGETHER if is_merged else 1.0)


@dataclass(frozen=True)
class Choices:
    """The cells as they are, and by which unit or everyone they cut."""

    cells: Sequence[Cell]
    incidence: Incidence
    by_cut: dict[CutKey, list[int]]
    by_unit: dict[str | None, list[int]]

    @classmethod
    def of(cls, table: Table, cells: Sequence[Cell]) -> "Choices":
        by_cut: dict[CutKey, list[int]] = defaultdict(list)
        by_unit: dict[str | None, list[int]] = defaultdict(list)
        for at, cell in enumerate(cells):
            if cell.lens != EVERYONE:
                by_cut[cell.lens, cell.within].append(at)
                by_unit[cell.within].append(at)
        incidence = Incidence.of([cell.combinations for cell in cells], table.counts)
        return cls(cells, incidence, dict(by_cut), dict(by_unit))

    def pairs(self, leak: Leak) -> Iterator[tuple[int, int]]:
        """Cells that take part in a leak, each with the smallest others of its cut."""
        cuts = (
            (at, self.by_cut.get((self.cells[at].lens, self.cells[at].within), [at])) for at in leak.weights
        )
        for at, within in islice((one for one in cuts if len(one[1]) > 1), SOURCES):
            others = sorted((one for one in within if one != at), key=lambda one: (self.cells[one].n, one))
            for other in others[:PARTNERS]:
                yield min(at, other), max(at, other)

    def below(self, at: int) -> Iterator[int]:
        """The cells that cut this one, and those that cut them."""
        cell = self.cells[at]
        if cell.lens == UNIT and not cell.is_merged and not cell.parts[0].is_direct:
            for one in self.by_unit.get(cell.parts[0].name, ()):
                yield one
                yield from self.below(one)

    def loss(self, one: int, other: int) -> float:
        """What a merge of two cells takes from the table."""
        cell, gone = self.cells[one], {one, other, *self.below(one), *self.below(other)}
        n = cell.n + self.cells[other].n
        is_told = len(self.by_cut[cell.lens, cell.within]) > 2
        return worth([self.cells[at] for at in gone]) - is_told * worth_of(cell.lens, cell.within, n, True)

    def stopped(self, one: int, other: int, weights: np.ndarray) -> int:
        """How many leaks, each a column of weights of cells, cannot be computed once two cells are merged.

        Then they have one weight and those below them none; leaks stop unless cells that add up to nothing make up for it.
        """
        rules = np.zeros((1, len(self.cells)))
        rules[0, [one, other]] = 1, -1
        gone = sorted({*self.below(one), *self.below(other)})
        rules = np.concatenate([rules, np.eye(len(self.cells))[gone]])
        free, needed = rules @ self.incidence.idle, rules @ weights
        free[np.abs(free) < ROUNDING] = 0.0
        left = needed - free @ np.linalg.lstsq(free, needed, rcond=1e-9)[0]
        return int((np.abs(left).max(axis=0) > ROUNDING).sum())


def _best_merge(choices: Choices, leaks: Sequence[Leak]) -> Merge:
    weights = np.zeros((len(choices.cells), len(leaks)))
    for column, leak in enumerate(leaks):
        weights[list(leak.weights), column] = list(leak.weights.values())

    def gain(pair: tuple[int, int]) -> tuple[float, float]:
        loss = choices.loss(*pair)
        return choices.stopped(*pair, weights) / max(loss, TRIFLE), -loss

    one, other = max(dict.fromkeys(pair for leak in leaks for pair in choices.pairs(leak)), key=gain)
    cell = choices.cells[one]
    return Merge((cell.lens, cell.within), min(cell.parts), min(choices.cells[other].parts))
