"""Record types: what a room lets people import, and how its rows are written set-wise."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, Protocol

from twofold.core.actor import Actor
from twofold.core.plates.changes import RowChange


def keep_nothing(changes: Iterable[RowChange]) -> None:
    """Where nothing is to be taken back."""


def nowhere(actor: Actor, run_id: int) -> None:
    """Of records that are found one by one."""


OWN_NUMBER = "Twofold number"
"""The head of the column that holds a record's own number in exported files: never translated, and a key for imports."""
NOTHING_MORE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class ImportField:
    """One thing that a column of a file can be mapped to.

    :param name: e.g. ``email``
    :param kind: what a cell becomes: ``text`` a str, ``integer`` an int, ``decimal`` a Decimal, ``date`` a date, ``datetime``
        an aware datetime, ``email`` and ``phone`` a str as written, ``country`` two letters, ``yesno`` a bool, ``choice`` one
        of `choices`
    :param aliases: headers by which the mapping is guessed, lower case, letters and digits only
    :param many: True when several columns may map to it (a survey's questions); their texts come in ``Row.extra``
    :param longest: the most characters of a text; longer ones are rejected. 0: no limit
    :param not_in_future: True when a day or moment after now is a mistake
    """

    name: str
    label: str
    kind: str = "text"
    required: bool = False
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    help: str = ""
    many: bool = False
    longest: int = 200
    not_in_future: bool = False


class Row(NamedTuple):
    """One line of a file, read and parsed.

    :param number: line of the file on which it begins, the header being line 1
    :param values: field name → parsed value; absent when the cell is empty
    :param extra: header → raw text for fields with ``many``; absent when the cell is empty
    :param key: the text of the key columns, or "" without a key
    """

    number: int
    values: Mapping[str, object]
    extra: Mapping[str, str] = NOTHING_MORE
    key: str = ""


class Outcome(StrEnum):
    """What became of a row."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


class RowResult(NamedTuple):
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
    :param key_scheme: the name under which keys are kept as identifiers: the key columns' headers joined by "+", "" without
    :param options: choices made for the file, e.g. ``side`` or ``currency``; every option of the type is there
    :param headers: field name → the header mapped to it, for sentences
    :param keep: takes what was done to rows that were there before, in the transaction that did it, so that the import can be
        taken back. Rows that carry the `run_id` are found by it and need no such note
    """

    actor: Actor
    unit_id: int
    run_id: int | None
    key_scheme: str
    now: datetime
    options: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    is_dry_run: bool = False
    keep: Callable[[Iterable[RowChange]], None] = keep_nothing


class RowWriter(Protocol):
    """Writes rows set-wise. Runs in transactions that the importer opens, each with one batch, and rolls back in a dry run.

    After a crash the import goes on in another process with a new writer: what is needed later must be found by `run_id`,
    never be remembered only.
    """

    def write(self, rows: Sequence[Row]) -> Sequence[RowResult]:
        """Write a batch, one result per row; refuse single rows with a reason rather than raising.

        Keys are unique within a file: the importer has seen to that.
        """

    def finish(self) -> bool | None:
        """What is left to do after the last batch, e.g. sums. Each call has a transaction of its own and should take less
        than 250 ms; it is called again as long as it returns True. Not called in a dry run. The importer records the event.
        """


@dataclass(frozen=True)
class RecordType:
    """One kind of record that can be imported.

    :param name: as given to ``--as``, e.g. ``organisations``
    :param options: option name → (label, choices or () for free text, default)
    :param writer: makes the writer for one import; raises a DomainError when an option makes no sense
    :param more_fields: fields known only at run time (attributes), offered behind `fields`
    :param has_own_numbers: whether the writer finds records by their own number, under the key `OWN_NUMBER`
    :param capability: needed besides being allowed to import, e.g. ``administer``, or ""
    :param can_be_undone: False where each line is a verb of its own, taken back by itself
    :param stands_at: what an import of them, by its number, can be looked at in afterwards: name and address, or None
    """

    name: str
    label: str
    fields: tuple[ImportField, ...]
    writer: Callable[[ImportContext], RowWriter]
    options: Mapping[str, tuple[str, tuple[str, ...], str]] = field(default_factory=dict)
    needs_key: bool = False
    has_own_numbers: bool = False
    help: str = ""
    capability: str = ""
    can_be_undone: bool = True
    more_fields: Callable[[], Sequence[ImportField]] = tuple
    stands_at: Callable[[Actor, int], tuple[str, str] | None] = nowhere


@dataclass(frozen=True)
class Pieces:
    """What an import of pieces is asked to take.

    :param path: where they lie
    :param run_id: the import, whose number stands on every row that it makes; None: it shall only tell
    :param skip: so many pieces were taken before it was interrupted
    :param taken: to be told of pieces in the transaction that takes them: how many were created, and how many unchanged
    """

    path: Path
    unit_id: int
    actor: Actor
    now: datetime
    run_id: int | None = None
    skip: int = 0
    taken: Callable[[Mapping[str, int]], None] = lambda counts: None


@dataclass(frozen=True)
class PieceImport:
    """Records that come one in each file or piece of a file, e.g. mails, where a table of lines would not do.

    Each piece is known again, however often it is imported.

    :param name: as given to ``--as``, e.g. ``messages``
    :param label: what they are called, e.g. "Messages"
    :param takes: what it is given, in words
    :param carry_out: takes the pieces, and says what came of it, words to numbers; raises a DomainError when it cannot be
    :param capability: needed besides being allowed to import, or ""
    """

    name: str
    label: str
    takes: str
    carry_out: Callable[[Pieces], Mapping[str, int]]
    capability: str = ""
    can_be_undone: bool = True
