"""The published table: its cells, and in words what was told together."""

from dataclasses import dataclass
from enum import StrEnum

from twofold.science.lenses import EVERYONE, UNIT, Cell, Combination, Group, Part


class MergedBecause(StrEnum):
    """Why parts are told together."""

    SMALL = "small"
    LEFT_OVER = "left_over"
    AUDIT = "audit"

    def __str__(self) -> str:
        return _SENTENCES[self]


_SENTENCES = {
    MergedBecause.SMALL: "fewer than {k} answered in one of them",
    MergedBecause.LEFT_OVER: "what is left beside them would be of fewer than {k}",
    MergedBecause.AUDIT: "compared with another cut of the results, they would tell about fewer than {k}",
}


@dataclass(frozen=True, slots=True)
class Merged:
    """Parts of one cut that are told together. ``is_whole``: nothing is told by this cut, for they are all there are."""

    lens: str
    within: str | None
    parts: tuple[Part, ...]
    because: MergedBecause
    is_whole: bool
    k: int

    def __str__(self) -> str:
        names = ", ".join(part.name for part in self.parts)
        where = f"{self.lens} within {self.within}" if self.within else self.lens
        told = "not told" if self.is_whole else "told together"
        return f"{where}: {names} are {told}, because {str(self.because).format(k=self.k)}."


@dataclass(frozen=True, slots=True)
class Publication:
    """The one table that everyone sees, each within their scope.

    ``cells`` begins with everyone; it is empty where fewer than k answered at all. ``reach`` is up to how many groups
    of people alike the audit searched for sums and differences.
    """

    cells: tuple[Cell, ...]
    merged: tuple[Merged, ...]
    k: int
    reach: int

    def unit(self, name: str) -> Cell | None:
        """The cell of a unit with all below it, if it is told by itself."""
        return next((c for c in self.cells if c.lens == UNIT and c.parts == (Part(name),)), None)

    @property
    def units_together(self) -> tuple[str, ...]:
        """The units that are told only together with others; what a designer sees before the launch."""
        parts = [part for merged in self.merged if merged.lens == UNIT for part in merged.parts]
        return tuple(sorted(part.name for part in parts if not part.is_direct))

    def own_unit(self, combination: Combination) -> Cell | None:
        """The cell of the unit someone belongs to, if it is told by itself."""
        own: set[Group] = {
            frozenset([Part(combination[0])]),
            frozenset([Part(combination[0], is_direct=True)]),
        }
        found = [
            c
            for c in self.cells
            if c.lens == UNIT and frozenset(c.parts) in own and combination in c.combinations
        ]
        return found[-1] if found else None

    @property
    def everyone(self) -> Cell | None:
        return next((cell for cell in self.cells if cell.lens == EVERYONE), None)
