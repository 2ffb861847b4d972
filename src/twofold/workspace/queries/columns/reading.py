"""How a column writes its days and its decimals, told from its cells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from twofold.core.plates import ImportField
from twofold.workspace.queries.columns.dates import find_order
from twofold.workspace.queries.columns.numbers import DecimalMark, find_decimal_mark


@dataclass(frozen=True)
class ColumnReading:
    """What is not told by a single cell.

    :param date_order: ``dmy``, ``mdy`` or ``ymd``
    :param is_certain: False when every cell could be read in another way too
    """

    date_order: str = "ymd"
    decimal_mark: DecimalMark = "point"
    is_certain: bool = True


def read_columns(
    columns: Mapping[str, Iterable[str]], fields: Mapping[str, ImportField], *, delimiter: str = ","
) -> dict[str, ColumnReading]:
    """The reading of each mapped column that holds days or decimals.

    :param columns: header → its cells, or many of them
    :param fields: header → the field it is mapped to
    """
    lean: DecimalMark = "comma" if delimiter == ";" else "point"
    found = {}
    for header, field in fields.items():
        if field.kind in ("date", "datetime"):
            order, certain = find_order(columns[header])
            found[header] = ColumnReading(date_order=order, is_certain=certain)
        elif field.kind in ("integer", "decimal"):
            mark, certain = find_decimal_mark(columns[header], lean=lean)
            found[header] = ColumnReading(decimal_mark=mark, is_certain=certain)
    return found
