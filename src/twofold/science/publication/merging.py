"""A table that is being merged."""

from collections.abc import Sequence
from dataclasses import dataclass

from twofold.science.lenses import Cell, Counts, Cut, CutKey, Groups, Part
from twofold.science.publication.cells import cells_of, large_enough
from twofold.science.publication.leaks import Leak, find_leaks


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
