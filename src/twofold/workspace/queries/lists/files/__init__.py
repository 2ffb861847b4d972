"""Lists as files: the same rows and columns that the page shows, cell by cell, in chunks."""

from collections.abc import Callable, Iterator

from twofold.workspace.queries.lists.files.delimited import csv_file
from twofold.workspace.queries.lists.files.objects import json_file
from twofold.workspace.queries.lists.files.sheet import Cells, Sheet
from twofold.workspace.queries.lists.files.workbook import xlsx_file

Writer = Callable[[Cells], Iterator[bytes]]

FORMATS: dict[str, tuple[str, Writer]] = {
    "csv": ("text/csv; charset=utf-8", csv_file),
    "csv-excel": ("text/csv; charset=utf-8", lambda sheet: csv_file(sheet, has_bom=True)),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_file),
    "json": ("application/json", json_file),
}
"""Format → content type and writer. ``csv-excel`` begins with a byte order mark, by which Excel tells UTF-8."""

__all__ = ["FORMATS", "Cells", "Sheet", "Writer"]
