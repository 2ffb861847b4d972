"""What can be taken away as a file besides a list as it is shown: other formats of a list, and tables of one record."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Model

from twofold.core.plates.lists import Asked

Cell = str | int | Decimal | date | bool | None


@dataclass(frozen=True)
class ListFormat:
    """A format in which a list can be exported besides CSV, XLSX and JSON.

    :param name: what a form sends, and the ending of the file, e.g. ``vcf``
    :param write: (the records in the order of the list, some at a time; who asks) → the bytes of the file
    """

    name: str
    label: str
    icon: str
    content_type: str
    write: Callable[[Iterator[Sequence[Model]], Asked], Iterator[bytes]]


@dataclass(frozen=True)
class ExtractTable:
    """A table that belongs to one record, behind the gate of whoever asks.

    :param stem: what the file is called, without its ending
    :param unit_id: the unit in whose records the export is told; None: that of whoever asks
    :param count: how many rows there are
    """

    stem: str
    unit_id: int | None
    heads: Sequence[str]
    count: int
    read: Callable[[], Iterator[Sequence[Cell]]]

    def rows(self) -> Iterator[Sequence[Cell]]:
        """Row after row."""
        return self.read()


@dataclass(frozen=True)
class Extract:
    """A table on a record's page that can be exported.

    :param name: stands in the address
    :param table: (who asks, id of the record, what the form says) → the table; raises NotVisible and BadInput
    """

    name: str
    table: Callable[[Asked, int, Mapping[str, str]], ExtractTable]
