"""The enterprise as an organisation chart."""

from dataclasses import dataclass, field
from datetime import date

from twofold.core.actor import Actor
from twofold.directory.queries.unit_page import UnitLine, unit_lines

OPEN_DEPTH = 2
"""Units down to this depth are drawn open."""


@dataclass(frozen=True)
class ChartNode:
    """A unit with those right below it."""

    line: UnitLine
    below: list["ChartNode"] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether it is drawn with those below."""
        return self.line.depth < OPEN_DEPTH


def unit_chart(actor: Actor, *, day: date) -> list[ChartNode]:
    """The roots with all below them: units, heads and parents as they are now, without those closed by a day; people as of it."""
    roots: list[ChartNode] = []
    path: list[ChartNode] = []
    for line in unit_lines(actor, day=day):
        node = ChartNode(line)
        del path[line.depth :]
        (path[-1].below if path else roots).append(node)
        path.append(node)
    return roots
