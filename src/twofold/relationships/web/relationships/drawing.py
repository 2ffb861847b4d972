"""Where boxes and lines of the drawing of who serves whom lie, in the units of its view box."""

from collections.abc import Sequence
from dataclasses import dataclass

from twofold.relationships.queries.served_around import Bond, ServedAround

WIDTH, BOX, HEIGHT, GAP, TOP = 640, 170, 34, 10, 26
LETTERS = 23
"""Letters of a name that fit into a box."""


@dataclass(frozen=True)
class Box:
    """A party in the drawing.

    :param line: the curve to the record in the middle, as an SVG path
    """

    bond: Bond | None
    label: str
    x: int
    y: int
    line: str

    @property
    def middle(self) -> int:
        """Where its text is centered."""
        return self.x + BOX // 2

    @property
    def baseline(self) -> int:
        """Where its text stands."""
        return self.y + 21


@dataclass(frozen=True)
class Drawing:
    """The drawing: its size, the record in the middle, and everyone beside it."""

    height: int
    centre: Box
    providers: Sequence[Box]
    customers: Sequence[Box]
    width: int = WIDTH
    box: int = BOX
    box_height: int = HEIGHT


def drawn(around: ServedAround) -> Drawing:
    """Lay out providers on the left, the record in the middle, and customers on the right."""
    rows = max(
        len(around.providers) + bool(around.more_providers),
        len(around.customers) + bool(around.more_customers),
        1,
    )
    height = TOP + rows * (HEIGHT + GAP)
    middle = TOP + (height - TOP - GAP) // 2
    centre = Box(None, shortened(around.party.name), (WIDTH - BOX) // 2, middle - HEIGHT // 2, "")
    left = _column(around.providers, around.more_providers, 1, middle, centre.x, rows)
    right = _column(around.customers, around.more_customers, WIDTH - BOX - 1, middle, centre.x + BOX, rows)
    return Drawing(height, centre, left, right)


def shortened(name: str) -> str:
    """A name that fits into a box."""
    return name if len(name) <= LETTERS else name[: LETTERS - 1].rstrip() + "…"


def _column(bonds: Sequence[Bond], more: int, x: int, middle: int, to_x: int, rows: int) -> list[Box]:
    entries = [(bond, shortened(bond.party.name)) for bond in bonds] + ([(None, f"+{more}")] if more else [])
    first = TOP + (rows - len(entries)) * (HEIGHT + GAP) // 2
    from_x = x + BOX if x < to_x else x
    boxes = []
    for place, (bond, label) in enumerate(entries):
        y = first + place * (HEIGHT + GAP)
        centre, bend = y + HEIGHT // 2, (from_x + to_x) // 2
        line = f"M{from_x} {centre} C{bend} {centre} {bend} {middle} {to_x} {middle}"
        boxes.append(Box(bond, label, x, y, line))
    return boxes
