"""The rows of a sheet, as texts."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from twofold.workspace.queries.tables.contents import open_workbook
from twofold.workspace.queries.tables.records import Record


def sheet_records(path: Path, sheet: str) -> Iterator[Record]:
    """Row number, cells and "" for each row of a sheet that is not blank."""
    rows = open_workbook(path).get_sheet_by_name(sheet)
    first = 1 + (rows.start[0] if rows.start else 0)
    for number, row in enumerate(rows.to_python(skip_empty_area=True), start=first):
        cells = [as_text(cell) for cell in row]
        if any(cells):
            yield number, cells, ""


def as_text(cell: Any) -> str:
    """A cell as one would write it into a CSV file: 3.0 → "3", a date in ISO form, True → "yes"."""
    match cell:
        case str():
            return cell
        case bool():
            return "yes" if cell else "no"
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        case datetime():
            return str(cell.date() if cell.time() == time() else cell)
        case date() | time() | timedelta() | int():
            return str(cell)
    return ""
