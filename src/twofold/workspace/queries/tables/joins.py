"""A second table from which each line of the first takes more columns: the head of an order for its lines."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.workspace.queries.tables.shape import TableShape
from twofold.workspace.queries.tables.table import Line, open_table


class JoinedTable:
    """The lines of a file by the value of one column, kept in a temporary database so that memory stays flat.

    :param name: what the file is called
    :param left: header of the first table whose cells are looked up
    :param right: header of this file in which they are found
    :raises BadInput: if there is no such column, a value comes twice, or a line cannot be read
    """

    def __init__(self, path: Path, shape: TableShape, *, name: str, left: str, right: str) -> None:
        self.name, self.left, self.right = name, left, right
        self._rows = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._rows.execute("CREATE TABLE head (key TEXT PRIMARY KEY, line INTEGER, cells TEXT) WITHOUT ROWID")
        with open_table(path, shape) as table:
            if right not in table.headers:
                raise BadInput(
                    _("%(file)s has no column “%(column)s” to join by. Its columns are: %(columns)s.")
                    % {"file": name, "column": right, "columns": ", ".join(table.headers)},
                    field="join",
                )
            self._place = table.headers.index(right)
            self._all_headers = table.headers
            self._load(table.lines)

    def _load(self, lines: Iterator[Line]) -> None:
        self._rows.execute("BEGIN")
        for number, cells, wrong in lines:
            if wrong:
                raise BadInput(
                    _("%(file)s, line %(line)s: %(why)s") % {"file": self.name, "line": number, "why": wrong},
                    field="join",
                )
            key = cells[self._place].strip()
            if key:
                self._insert(key, number, cells)
        self._rows.execute("COMMIT")

    def _insert(self, key: str, number: int, cells: list[str]) -> None:
        rest = json.dumps(cells[: self._place] + cells[self._place + 1 :], ensure_ascii=False)
        try:
            self._rows.execute("INSERT INTO head VALUES (?, ?, ?)", (key, number, rest))
        except sqlite3.IntegrityError:
            first = self._rows.execute("SELECT line FROM head WHERE key = ?", (key,)).fetchone()[0]
            raise BadInput(
                _(
                    "%(file)s has “%(key)s” twice in the column %(column)s, on lines %(first)s and %(again)s, so it is unclear "
                    "which belongs to a line. Keep one of them."
                )
                % {"file": self.name, "key": key, "column": self.right, "first": first, "again": number},
                field="join",
            ) from None

    def headers(self, taken: tuple[str, ...]) -> tuple[str, ...]:
        """Its columns but the joining one; one that clashes with the first table's is called ``file.header``."""
        stem = Path(self.name).name.partition(".")[0]
        own = self._all_headers[: self._place] + self._all_headers[self._place + 1 :]
        return tuple(f"{stem}.{header}" if header in taken else header for header in own)

    def widen(self, headers: tuple[str, ...], lines: Iterator[Line]) -> Iterator[Line]:
        """Each line with the cells of its partner appended; one without a partner is wrong.

        :raises BadInput: if the first table has no column `left`
        """
        if self.left not in headers:
            raise BadInput(
                _("The file has no column “%(column)s” to join %(file)s by.")
                % {"column": self.left, "file": self.name},
                field="join",
            )
        return self._widened(headers.index(self.left), lines)

    def _widened(self, place: int, lines: Iterator[Line]) -> Iterator[Line]:
        last, partner = "", None
        find = self._rows.execute
        for line in lines:
            number, cells, wrong = line
            if wrong:
                yield line
                continue
            key = cells[place].strip()
            if key != last:
                found = find("SELECT cells FROM head WHERE key = ?", (key,)).fetchone()
                last, partner = key, json.loads(found[0]) if found else None
            if partner is None:
                yield number, cells, self._without_partner(key)
            else:
                yield number, cells + partner, ""

    def _without_partner(self, key: str) -> str:
        return _(
            "%(file)s has no line with “%(key)s” in the column %(column)s. Add it there, or correct this line."
        ) % {
            "file": self.name,
            "key": key,
            "column": self.right,
        }

    def close(self) -> None:
        """Let go of the temporary database."""
        self._rows.close()
