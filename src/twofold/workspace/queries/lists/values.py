"""What stands in the cells of a list: for pages, and for files that are exported."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Model

from twofold.core.plates import Asked, ListColumn


def values_of(
    rows: Sequence[Model], columns: Sequence[ListColumn], asked: Asked
) -> dict[str, Mapping[int, Any]]:
    """Column → id → value, in as many queries however many rows."""
    return {column.name: _of_column(rows, column, asked) for column in columns}


def _of_column(rows: Sequence[Model], column: ListColumn, asked: Asked) -> Mapping[int, Any]:
    if column.values is not None:
        return column.values(rows, asked)
    return {row.pk: getattr(row, column.name) for row in rows}
