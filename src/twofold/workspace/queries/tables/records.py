"""The records of a delimited text. A record that cannot be read costs its own line, never those after it."""

import csv
from collections.abc import Iterator

from django.utils.translation import gettext as _

from twofold.workspace.queries.tables.lines import (
    LONGEST_LINE,
    Lines,
    LineTooLong,
    RunawayRecord,
    damage_of,
)

csv.field_size_limit(LONGEST_LINE)

Record = tuple[int, list[str], str]


def records(lines: Lines, *, delimiter: str, quote: str) -> Iterator[Record]:
    """Line number, cells and "", or what is wrong instead of "" and the raw line as the only cell. Blank lines are left out."""
    while True:
        reader = csv.reader(lines.feed(), delimiter=delimiter, quotechar=quote, strict=True)
        try:
            yield from _sound(reader, lines)
        except (csv.Error, RunawayRecord, LineTooLong) as error:
            if lines.record:  # the end of the text within quotes is an error too, after the last line
                yield lines.number, [lines.record[0].rstrip("\r\n")], _what_is_wrong(error, lines, quote)
                lines.rewind()
        else:
            return


def _sound(reader: Iterator[list[str]], lines: Lines) -> Iterator[Record]:
    record = lines.record
    for cells in reader:
        line = record[0]
        if len(record) > 1:
            if lines.width and len(cells) != lines.width:
                raise csv.Error("a quotation mark has swallowed the end of a line")
            yield lines.number, cells, _damage("".join(record))
        elif any(cells):
            yield lines.number, cells, "" if line.isascii() and "\0" not in line else _damage(line)
        lines.advance()


def _damage(text: str) -> str:
    if byte := damage_of(text):
        return _(
            "The byte %(byte)s cannot be read in the encoding of this file. Save the file as UTF-8, or state its encoding."
        ) % {"byte": byte}
    if "\0" in text:
        return _("There is a zero byte in this line. Remove it.")
    return ""


def _what_is_wrong(error: Exception, lines: Lines, quote: str) -> str:
    if isinstance(error, LineTooLong):
        return _("This line is longer than a million characters. Shorten it.")
    if len(lines.record) == 1 and "field larger" in str(error):
        return _("A cell of this line is longer than a million characters. Shorten it.")
    if len(lines.record) == 1 and "unexpected end" not in str(error):
        return _(
            "A quotation mark within a quoted cell is not doubled. Write %(quote)s%(quote)s for one that belongs to the text."
        ) % {"quote": quote}
    return _(
        "The quotation mark opened on line %(line)s is never closed properly. Close it, or double it if it belongs to the text."
    ) % {"line": lines.number + _opened_on(lines.record, quote)}


def _opened_on(record: list[str], quote: str) -> int:
    """Index of the line on which the first cell that runs over the end of a line was opened."""
    for index, line in enumerate(record):
        if line.count(quote) % 2:
            return index
    return 0
