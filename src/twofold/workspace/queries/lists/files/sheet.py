"""What goes into a file: heads, and rows of plain cells, fetched in chunks so that memory stays flat."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, Protocol

from django.db.models import Model

from twofold.core.money import Money
from twofold.core.plates import Asked, FieldKind, ListColumn, Ref
from twofold.core.plates.exports import Cell
from twofold.core.plates.records import OWN_NUMBER
from twofold.workspace.queries.lists.matching import Matching, page_of
from twofold.workspace.queries.lists.shown import Shown
from twofold.workspace.queries.lists.values import values_of

CHUNK = 1_000


class Cells(Protocol):
    """A table of plain cells, whatever it is made of."""

    @property
    def heads(self) -> Sequence[str]:
        """What stands above the columns."""

    def rows(self) -> Iterator[Sequence[Cell]]:
        """Row after row."""


@dataclass(frozen=True)
class Sheet:
    """A list as a table of plain cells.

    :param found: what matches, behind the gate of whoever asks
    """

    shown: Shown
    found: Matching
    asked: Asked

    @property
    def heads(self) -> list[str]:
        """The key, by which an import finds each record again, and the columns as they are shown."""
        return [OWN_NUMBER, *(str(column.label) for column in self._columns)]

    def rows(self) -> Iterator[list[Cell]]:
        """Row after row."""
        for chunk in self.chunks():
            yield from self._cells(chunk)

    def chunks(self) -> Iterator[Sequence[Model]]:
        """The records in the order of the list, a thousand at a time."""
        token = ""
        while True:
            page = page_of(self.shown, self.found, token, CHUNK)
            yield page.rows
            token = page.after
            if not token:
                return

    @cached_property
    def _columns(self) -> list[ListColumn]:
        return [self.shown.listed.columns[name] for name in self.shown.columns]

    @cached_property
    def _writers(self) -> list[tuple[str, Callable[[Any], Cell]]]:
        return [(column.name, cell_writer(column, self.asked)) for column in self._columns]

    def _cells(self, rows: Sequence[Model]) -> Iterator[list[Cell]]:
        values = values_of(rows, self._columns, self.asked)
        for row in rows:
            yield [row.pk, *(write(values[name].get(row.pk)) for name, write in self._writers)]


def cell_writer(column: ListColumn, asked: Asked) -> Callable[[Any], Cell]:
    """How the values of a column stand in a file: unambiguous, and so that an import reads them back."""
    labels: Mapping[str, str] = {}
    if column.choices and not column.is_code:
        labels = {str(key): str(label) for key, label in column.choices(asked)}

    def write(value: Any) -> Cell:
        match value:
            case None | "":
                return None
            case Ref(pk=pk, label=label):
                return f"{label} #{pk}" if pk and column.kind is FieldKind.PARTY else label or None
            case Money():
                return f"{value.amount:f} {value.currency}"
            case bool():
                return "yes" if value else "no"
            case datetime():
                return value.isoformat(timespec="seconds")
            case list() | tuple():
                return "; ".join(labels.get(str(one), str(one)) for one in value) or None
            case str() if labels:
                return labels.get(value, value)
            case int() if labels:
                return labels.get(str(value), value)
        return value if isinstance(value, str | int | Decimal | date) else str(value)

    return write
