"""From the cells of a line to a row: one converter per column, made once."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from twofold.core.plates import Outcome, RecordType, Row, RowResult
from twofold.workspace.queries.columns import BadCell, ColumnReading, converter
from twofold.workspace.queries.plans import ImportPlan
from twofold.workspace.queries.proposals import mapped_fields


class RowParser:
    """Makes rows of lines. What it cannot take it answers with a rejection."""

    def __init__(
        self, plan: ImportPlan, headers: Sequence[str], record_type: RecordType, *, now: datetime
    ) -> None:
        zone = ZoneInfo(plan.time_zone)
        fields = mapped_fields(plan, record_type)
        single = {header: field for header, field in fields.items() if not field.many}
        self._columns = tuple(
            (
                headers.index(header),
                field.name,
                converter(field, plan.readings.get(header, ColumnReading()), zone=zone, now=now),
            )
            for header, field in single.items()
        )
        self._many = tuple((headers.index(header), header) for header, field in fields.items() if field.many)
        self._keys = tuple((headers.index(header), header) for header in plan.key)
        self._required = tuple((field.name, header) for header, field in single.items() if field.required)
        self._headers = {field.name: header for header, field in single.items()}
        self._empty = frozenset(("", *plan.empty_words))
        self._seen = SeenKeys()

    def parse(self, number: int, cells: list[str]) -> Row | RowResult:
        """The row of a line, or its rejection."""
        values: dict[str, object] = {}
        empty, name = self._empty, ""
        try:
            for place, name, convert in self._columns:
                text = cells[place].strip()
                if text not in empty:
                    values[name] = convert(text)
        except BadCell as refusal:
            return RowResult(number, Outcome.REJECTED, f"{self._headers[name]}: {refusal}", name)
        for name, header in self._required:
            if name not in values:
                return RowResult(
                    number, Outcome.REJECTED, _("%(column)s is empty.") % {"column": header}, name
                )
        extra = {header: text for place, header in self._many if (text := cells[place].strip()) not in empty}
        if not self._keys:
            return Row(number, values, extra)
        return self._keyed(Row(number, values, extra), cells)

    def _keyed(self, row: Row, cells: list[str]) -> Row | RowResult:
        parts = [cells[place].strip() for place, _header in self._keys]
        if "" in parts:
            header = self._keys[parts.index("")][1]
            reason = _("The key column %(column)s is empty.") % {"column": header}
            return RowResult(row.number, Outcome.REJECTED, reason, "key")
        key = parts[0] if len(parts) == 1 else joined_key(parts)
        if first := self._seen.first_line(key, row.number):
            reason = _("The key “%(key)s” already stands on line %(line)s. Keep one of the two lines.")
            return RowResult(row.number, Outcome.REJECTED, reason % {"key": key, "line": first}, "key")
        return row._replace(key=key)


def joined_key(parts: Sequence[str]) -> str:
    """One text for several cells, different for different cells: a "+" within a cell is written as \\+."""
    return "+".join(part.replace("\\", "\\\\").replace("+", "\\+") for part in parts)


class SeenKeys:
    """The keys of a file so far, kept in a temporary database so that memory stays flat."""

    def __init__(self) -> None:
        self._rows = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._rows.execute("PRAGMA cache_size = -32000")
        self._rows.execute("PRAGMA journal_mode = OFF")
        self._rows.execute("CREATE TABLE seen (key TEXT PRIMARY KEY, line INTEGER) WITHOUT ROWID")
        self._rows.execute("BEGIN")

    def first_line(self, key: str, line: int) -> int | None:
        """The line on which the key stood before, or None, and remember it."""
        if self._rows.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (key, line)).rowcount:
            return None
        return self._rows.execute("SELECT line FROM seen WHERE key = ?", (key,)).fetchone()[0]
