"""XLSX, written to a temporary file row by row, with no row kept in memory."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from tempfile import NamedTemporaryFile, TemporaryDirectory

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from twofold.core.errors import BadInput
from twofold.core.plates.exports import Cell
from twofold.workspace.queries.columns.formulas import neutral
from twofold.workspace.queries.lists.files.sheet import Cells

MOST_ROWS = 1_048_575
READ = 64 << 10
EXACT = 15
"""A spreadsheet's numbers have no more digits; longer ones stand as text."""
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def xlsx_file(sheet: Cells) -> Iterator[bytes]:
    """The bytes of the file. Texts are stored as texts, with the same sign as in CSV, so that both read back alike.

    :raises BadInput: if there are more rows than a sheet holds
    """
    with TemporaryDirectory() as folder, NamedTemporaryFile(dir=folder, suffix=".xlsx") as file:
        book = Workbook(file.name, OPTIONS | {"tmpdir": folder})
        _fill(book, sheet)
        book.close()
        with open(file.name, "rb") as finished:
            while part := finished.read(READ):
                yield part


def _fill(book: Workbook, sheet: Cells) -> None:
    page, heads = book.add_worksheet(), sheet.heads
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    page.set_column(0, 0, 14)
    page.set_column(1, len(heads) - 1, 22)
    page.freeze_panes(1, 0)
    for place, head in enumerate(heads):
        page.write_string(0, place, neutral(head), bold)
    for number, cells in enumerate(sheet.rows(), start=1):
        if number > MOST_ROWS:
            raise BadInput(_("A sheet holds no more than 1,048,575 records. Export as CSV."))
        for place, cell in enumerate(cells):
            _write(page, number, place, cell, day)


def _write(page: Worksheet, row: int, place: int, cell: Cell, day) -> None:
    match cell:
        case None:
            return
        case date():
            page.write_datetime(row, place, cell, day)
        case int() | Decimal() if len(str(cell).lstrip("-").replace(".", "")) <= EXACT:
            page.write_number(row, place, cell)
        case str():
            page.write_string(row, place, neutral(cell))
        case _:
            page.write_string(row, place, str(cell))
