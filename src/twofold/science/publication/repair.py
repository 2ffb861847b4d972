"""Merging cells until nothing leaks, and as few of them as can be found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from twofold.science.lenses import EVERYONE, UNIT, Cell, Counts, Cut, CutKey, Group, Groups, Part
from twofold.science.publication.cells import cells_of, large_enough
from twofold.science.publication.dependence import ROUNDING
from twofold.science.publication.leaks import Incidence, Leak, find_leaks

WORTH_MERGED = 0.3
WORTH_OF_CROSSING = 0.5
SOURCES = 12
PARTNERS = 4


@dataclass(frozen=True, slots=True)
class Merge:
    """Two groups of one cut that are told together, to be joined to whatever is joined already."""

    cut: CutKey
    one: Part
    other: Part


@dataclass(frozen=True, slots=True)
class Table:
    """The cuts of a survey, with the groups that are large enough by themselves."""

    cuts: tuple[Cut, ...]
    counts: Counts
    k: int

    @property
    def by_size(self) -> Groups:
        found = {}
        for cut in self.cuts:
            sizes = {part: sum(self.counts[one] for one in ones) for part, ones in cut.parts.items()}
            found[cut.key] = large_enough([frozenset([part]) for part in cut.parts], sizes, self.k)
        return found

    def merged(self, groups: Groups, merges: Sequence[Merge]) -> Groups:
        found = {key: list(within) for key, within in groups.items()}
        for merge in merges:
            within = found[merge.cut]
            joined = [group for group in within if merge.one in group or merge.other in group]
            found[merge.cut] = [g for g in within if g not in joined] + [frozenset[Part]().union(*joined)]
        return found

    def cells(self, groups: Groups) -> tuple[Cell, ...]:
        return cells_of(self.cuts, groups, self.counts)

    def leaks(self, cells: Sequence[Cell]) -> list[Leak]:
        return find_leaks([cell.combinations for cell in cells], self.counts, self.k)


def repaired(table: Table) -> list[Merge]:
    """The merges, beyond those by size, after which the audit is silent.

    The merge that stops most leaks for what it costs comes first; at the end, those that turn out to be needless are
    given up, the dearest first.
    """
    by_size = table.by_size
    merges: list[Merge] = []
    while leaks := table.leaks(cells := table.cells(table.merged(by_size, merges))):
        merges.append(_best_merge(table, table.merged(by_size, merges), cells, leaks))
    for merge in sorted(merges, key=lambda one: worth(table.cells(table.merged(by_size, [one])))):
        without = [one for one in merges if one is not merge]
        if not table.leaks(table.cells(table.merged(by_size, without))):
            merges = without
    return merges


def worth(cells: Sequence[Cell]) -> float:
    """What a table tells: the people in each cell, less where parts are told together."""
    return sum(
        cell.n
        * (WORTH_MERGED if cell.is_merged else 1.0)
        * (1.0 if cell.lens == UNIT or cell.within is None else WORTH_OF_CROSSING)
        for cell in cells
        if cell.lens != EVERYONE
    )


def _best_merge(table: Table, groups: Groups, cells: Sequence[Cell], leaks: Sequence[Leak]) -> Merge:
    incidence = Incidence.of([cell.combinations for cell in cells], table.counts)
    vectors = _vectors(incidence, leaks)
    before = worth(cells)
    best, best_score = None, (-1.0, 0.0)
    for merge in dict.fromkeys(_candidates(groups, cells, leaks)):
        after = table.cells(table.merged(groups, [merge]))
        stopped = _stopped(after, incidence, vectors, table.counts)
        lost = before - worth(after)
        score = (stopped / max(lost, 0.1), -lost)
        if score > best_score:
            best, best_score = merge, score
    if best is None:
        raise AssertionError("A leak comes from cells that can be merged.")
    return best


def _candidates(groups: Groups, cells: Sequence[Cell], leaks: Sequence[Leak]) -> Iterator[Merge]:
    """Each cell that takes part in a leak, with the smallest others of its cut."""
    sizes = {frozenset(cell.parts): cell.n for cell in cells}
    for cell in (cells[at] for leak in leaks for at in leak.sources[:SOURCES]):
        if cell.lens == EVERYONE:
            continue
        own: Group = frozenset(cell.parts)
        others = sorted(
            (g for g in groups[cell.lens, cell.within] if g != own),
            key=lambda g: (sizes.get(g, 0), sorted(g)),
        )
        for other in islice(others, PARTNERS):
            one, two = sorted([min(own), min(other)])
            yield Merge((cell.lens, cell.within), one, two)


def _vectors(incidence: Incidence, leaks: Sequence[Leak]) -> np.ndarray:
    """The leaks as column vectors."""
    column = {combination: at for at, combination in enumerate(incidence.first)}
    vectors = np.zeros((len(column), len(leaks)))
    for at, leak in enumerate(leaks):
        for combination, factor in leak.factors.items():
            vectors[column[combination], at] = factor
    return vectors


def _stopped(cells: Sequence[Cell], before: Incidence, vectors: np.ndarray, counts: Counts) -> int:
    """How many of the leaks could no longer be computed."""
    rows = np.array([[float(one in cell.combinations) for one in before.first] for cell in cells])
    left = Incidence(rows, before.people, before.first).outside(vectors)
    return int((np.abs(left).max(axis=0) > ROUNDING).sum())
