"""CSV as RFC 4180 has it: UTF-8, commas, doubled quotation marks, CRLF."""

import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO

from twofold.core.plates.exports import Cell
from twofold.workspace.queries.columns.formulas import neutral
from twofold.workspace.queries.lists.files.sheet import Cells

BOM = "\ufeff"
AT_ONCE = 64 << 10


def csv_file(sheet: Cells, *, has_bom: bool = False) -> Iterator[bytes]:
    """The bytes of the file. A text that a spreadsheet would run as a formula gets a sign before it; a number never."""
    buffer = StringIO(newline="")
    writer = csv.writer(buffer)
    buffer.write(BOM if has_bom else "")
    writer.writerow([neutral(head) for head in sheet.heads])
    for cells in sheet.rows():
        writer.writerow([text_of(cell) for cell in cells])
        if buffer.tell() >= AT_ONCE:
            yield _taken(buffer)
    yield _taken(buffer)


def text_of(cell: Cell) -> str:
    """A cell as text."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return neutral(cell)
    return (
        cell.isoformat()
        if isinstance(cell, date)
        else f"{cell:f}"
        if not isinstance(cell, int)
        else str(cell)
    )


def _taken(buffer: StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()
