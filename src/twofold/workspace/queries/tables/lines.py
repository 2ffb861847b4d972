"""The lines of a text, damaged ones included, and a way back when a quotation mark has swallowed some."""

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

LONGEST_LINE = 1 << 20
MOST_LINES_IN_A_RECORD = 500
DAMAGED_BYTES = re.compile("[\udc00-\udcff]")


class RunawayRecord(Exception):
    """A record has swallowed more lines than any real one has."""


class LineTooLong(Exception):
    """A line has more characters than any real one has."""


def _mark_damage(error: UnicodeError) -> tuple[str, int]:
    """Decode the undecodable: each byte becomes a lone surrogate, by which the line is known to be damaged."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : error.end]), error.end


codecs.register_error("twofold.mark", _mark_damage)


class Lines:
    """Hands lines to a csv reader and remembers those of the record being read.

    :param number: the line on which the current record begins, from 1
    :param record: the lines of the current record
    :param width: how many cells a record should have, once the header is read
    """

    def __init__(self, source: BinaryIO, encoding: str) -> None:
        self._text = io.TextIOWrapper(source, encoding, errors="twofold.mark", newline="")
        self._again: list[str] = []
        self.number = 1
        self.record: list[str] = []
        self.width = 0

    def feed(self) -> Iterator[str]:
        """The lines from here on: first those to be read again.

        :raises RunawayRecord: when the current record goes on and on
        :raises LineTooLong: at a line over a megabyte, which is then skipped
        """
        record, again = self.record, self._again
        while again:
            line = again.pop()
            record.append(line)
            yield line
        read = self._text.readline
        while line := read(LONGEST_LINE):
            record.append(line)
            if len(record) > MOST_LINES_IN_A_RECORD:
                raise RunawayRecord
            if len(line) == LONGEST_LINE:
                self._skip_line()
                raise LineTooLong
            yield line

    def advance(self) -> None:
        """The record is complete: the next one begins on the next line."""
        self.number += len(self.record)
        self.record.clear()

    def rewind(self) -> None:
        """Give up the first line of the record and have the others read again."""
        self._again += reversed(self.record[1:])
        self.number += 1
        self.record.clear()

    def _skip_line(self) -> None:
        while (rest := self._text.readline(LONGEST_LINE)) and rest[-1] not in "\r\n":
            pass


def damage_of(line: str) -> str:
    """The first undecodable byte of a line as ``0xE9``, or ""."""
    found = None if line.isascii() else DAMAGED_BYTES.search(line)
    return f"0x{ord(found[0]) - 0xDC00:02X}" if found else ""
