"""Record types: what a room lets people import, and how its rows are written set-wise."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from twofold.core.actor import Actor


@dataclass(frozen=True)
class ImportField:
    """One thing that a column of a file can be mapped to.

    :param name: e.g. ``email``
    :param kind: ``text``, ``integer``, ``decimal``, ``date``, ``datetime``, ``email``, ``phone``, ``country``, ``yesno`` or ``choice``
    :param aliases: headers by which the mapping is guessed, lower case, letters and digits only
    :param many: True when several columns may map to it (a survey's questions)
    """

    name: str
    label: str
    kind: str = "text"
    required: bool = False
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    help: str = ""
    many: bool = False


@dataclass(frozen=True)
class Row:
    """One line of a file, read and parsed.

    :param number: line number in the file, the header being line 1
    :param values: field name → parsed value; absent when the cell is empty
    :param extra: header → raw text for fields with ``many``
    :param key: the text of the key columns, or "" without a key
    """

    number: int
    values: Mapping[str, object]
    extra: Mapping[str, str] = field(default_factory=dict)
    key: str = ""


class Outcome(StrEnum):
    """What became of a row."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


@dataclass(frozen=True)
class RowResult:
    """What became of a row, and why.

    :param reason: for a rejected row, a sentence that names the field and says what to do
    """

    number: int
    outcome: Outcome
    reason: str = ""
    field: str = ""


@dataclass(frozen=True)
class ImportContext:
    """What the writer of a record type may know of the import it is part of.

    :param unit_id: the unit on whose behalf rows are brought in
    :param run_id: the import, stored with each row so that it can be found again
    :param key_scheme: the name under which keys are kept as identifiers, usually the key column's header
    :param options: choices made for the file, e.g. ``side`` or ``currency``
    """

    actor: Actor
    unit_id: int
    run_id: int | None
    key_scheme: str
    now: datetime
    options: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


class RowWriter(Protocol):
    """Writes rows set-wise. Runs inside a transaction that the importer opens, and rolls back in a dry run."""

    def write(self, rows: Sequence[Row]) -> Sequence[RowResult]:
        """Write a batch; refuse single rows with a reason rather than raising."""

    def finish(self) -> None:
        """Called once after the last batch, in a transaction of its own: sums, index rows, the one event."""


@dataclass(frozen=True)
class RecordType:
    """One kind of record that can be imported.

    :param name: as given to ``--as``, e.g. ``organisations``
    :param options: option name → (label, choices or () for free text, default)
    :param writer: makes the writer for one import
    """

    name: str
    label: str
    fields: tuple[ImportField, ...]
    writer: Callable[[ImportContext], RowWriter]
    options: Mapping[str, tuple[str, tuple[str, ...], str]] = field(default_factory=dict)
    needs_key: bool = False
    help: str = ""
