"""JSON: one array of objects, a line for each, by the heads of the columns."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from twofold.core.plates.exports import Cell
from twofold.workspace.queries.lists.files.sheet import Cells


def json_file(sheet: Cells) -> Iterator[bytes]:
    """The bytes of the file. Nothing runs JSON, so its texts carry no sign; decimals are texts, which no reader rounds."""
    heads = sheet.heads
    before = "["
    for cells in sheet.rows():
        line = json.dumps(dict(zip(heads, map(_plain, cells), strict=True)), ensure_ascii=False)
        yield f"{before}\n{line}".encode()
        before = ","
    yield b"\n]\n" if before == "," else b"[]\n"


def _plain(cell: Cell) -> str | int | None:
    if isinstance(cell, date):
        return cell.isoformat()
    return f"{cell:f}" if isinstance(cell, Decimal) else cell
