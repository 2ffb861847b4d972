"""A table: headers, and lines of as many cells."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twofold.core.errors import BadInput
from twofold.workspace.queries.tables.contents import open_bytes
from twofold.workspace.queries.tables.json_rows import json_records
from twofold.workspace.queries.tables.lines import Lines
from twofold.workspace.queries.tables.records import Record, records
from twofold.workspace.queries.tables.shape import TableShape
from twofold.workspace.queries.tables.spreadsheets import sheet_records
from twofold.workspace.queries.tables.vcards import vcard_records

MOST_COLUMNS = 1000
NO_LINE: Record = (0, [], "")

Line = Record


@dataclass(frozen=True)
class Table:
    """An opened table.

    :param headers: unique; a header that comes twice has " (2)" appended, an empty one is called "column 3"
    :param lines: read once: number, cells (as many as headers) and "", or raw cells and what is wrong with the line
    """

    headers: tuple[str, ...]
    lines: Iterator[Line]


@contextmanager
def open_table(path: Path, shape: TableShape) -> Iterator[Table]:
    """Open a file and read its headers; its lines follow as they are asked for.

    :raises BadInput: if it has no header or too many columns
    """
    if shape.is_spreadsheet:
        source = sheet_records(path, shape.sheet)
        headers = _headers(source)
        yield Table(headers, _padded(source, len(headers)))
        return
    if shape.is_json:
        source = json_records(path, is_packed=shape.is_gzip, encoding=shape.encoding)
        headers = _headers(source)
        yield Table(headers, source)
        return
    if shape.is_vcard:
        source = vcard_records(path, is_packed=shape.is_gzip, encoding=shape.encoding)
        headers = _headers(source)
        yield Table(headers, source)
        return
    with open_bytes(path, is_packed=shape.is_gzip) as content:
        lines = Lines(content, shape.encoding)
        source = records(lines, delimiter=shape.delimiter, quote=shape.quote)
        headers = _headers(source)
        lines.width = len(headers)
        yield Table(headers, _checked(source, len(headers)))


def _headers(source: Iterator[Record]) -> tuple[str, ...]:
    _number, first, wrong = next(source, NO_LINE)
    if first and first[0] == "sep=" and not any(first[1:]):  # Excel's "sep=;" before the header
        _number, first, wrong = next(source, NO_LINE)
    if wrong:
        raise BadInput(_("The header line cannot be read. %(why)s") % {"why": wrong})
    if not first:
        raise BadInput(_("This file is empty."))
    if len(first) > MOST_COLUMNS:
        raise BadInput(
            _("This file has %(count)s columns; at most %(most)s can be read. Is the delimiter right?")
            % {"count": len(first), "most": MOST_COLUMNS}
        )
    return unique_headers(first)


def unique_headers(cells: list[str]) -> tuple[str, ...]:
    """Headers without surrounding space, each different from the others; trailing empty ones are dropped."""
    while len(cells) > 1 and not cells[-1].strip():
        cells = cells[:-1]
    found: list[str] = []
    for place, cell in enumerate(cells, start=1):
        name = " ".join(cell.replace("\ufeff", "").split()) or _("column %(place)s") % {"place": place}
        header, again = name, 1
        while header in found:
            again += 1
            header = f"{name} ({again})"
        found.append(header)
    return tuple(found)


def _checked(source: Iterator[Record], width: int) -> Iterator[Line]:
    """Lines with as many cells as there are headers, and what is wrong with the others: nothing is ever shifted."""
    for line in source:
        cells = line[1]
        if len(cells) == width or line[2]:
            yield line
        elif len(cells) > width and not any(cells[width:]):
            yield line[0], cells[:width], ""
        else:
            yield line[0], cells, _ragged(len(cells), width)


def _padded(source: Iterator[Record], width: int) -> Iterator[Line]:
    """Rows of a sheet, which end where the last cell is filled."""
    for number, cells, wrong in source:
        yield from _checked(iter([(number, cells + [""] * (width - len(cells)), wrong)]), width)


def _ragged(count: int, width: int) -> str:
    found = ngettext("This line has %(count)s cell", "This line has %(count)s cells", count) % {
        "count": count
    }
    if count > width:
        return _(
            "%(found)s, the header has %(width)s. Put cells that contain the delimiter in quotation marks."
        ) % {
            "found": found,
            "width": width,
        }
    return _("%(found)s, the header has %(width)s. Add the missing cells.") % {"found": found, "width": width}
