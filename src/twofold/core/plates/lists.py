"""Lists of records: what can be shown of them, filtered, sorted, edited in place and edited many at once.

A room describes its list; the workspace draws it as a table, a board or a calendar, saves views of it and exports it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Q
from django.utils import timezone

from twofold.core.actor import Actor
from twofold.core.plates.boards import BoardMove
from twofold.core.plates.changes import RowChange


class FieldKind(StrEnum):
    """What a field holds; it decides its operators, its input, and how it is written."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    MOMENT = "moment"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    MONEY = "money"
    PARTY = "party"
    UNIT = "unit"


class Asked(NamedTuple):
    """Who asks for a list, when, and which side of the house is shown: ``both``, ``internal`` or ``external``."""

    actor: Actor
    now: datetime
    side: str = "both"

    @property
    def today(self) -> date:
        """The day of `now`, where the reader is."""
        return timezone.localtime(self.now).date()


class Ref(NamedTuple):
    """The value of a column that names a party or a unit."""

    pk: int
    label: str

    def __str__(self) -> str:
        return self.label


class Face(NamedTuple):
    """How a record looks beside its name in a list.

    :param sign: the name whose sign stands before it; "" for none
    :param kind: kind of the sign: person, organization, unit, unknown
    :param sub: what stands below the name, in small letters
    """

    sign: str = ""
    kind: str = ""
    sub: str = ""


class Linked(NamedTuple):
    """Rows of another table that name the records which match.

    :param rows: behind the gate, or argued
    :param column: where they hold the record's id, e.g. ``customer_id``
    :param is_absent: True when the records without such a row match
    :param counted: more rows than these perhaps, but quicker to count: only how many there are is asked of them
    """

    rows: models.QuerySet
    column: str
    is_absent: bool = False
    counted: models.QuerySet | None = None


Choices = Callable[[Asked], Sequence[tuple[str, str]]]


class Picker(NamedTuple):
    """How records are chosen where they are too many for a list of choices.

    :param find: (typed text, who asks) → id and name of some that fit
    :param names: (ids, who asks) → names, of those the asker may see
    """

    find: Callable[[str, Asked], Sequence[tuple[int, str]]]
    names: Callable[[Iterable[int], Asked], Mapping[int, str]]


@dataclass(frozen=True)
class FilterField:
    """Something a list can be narrowed by.

    :param name: stable and unique in its list; what saved views and addresses store
    :param column: the model's column the compiler compares, "" when `condition` makes the whole condition
    :param condition: (operator, values as read for the kind, who asks) → condition; for fields that are not a plain column.
        Days counted from today have become ``between`` by then, and days of a ``moment`` moments: ``between`` from the first,
        up to but without the second, ``before`` one, ``after`` meaning from one on
    :param linked: like `condition`, for fields that are kept in another table: the list then chooses between reading the few
        records that these rows name and looking for a row while it walks down its order
    :param choices: for the kinds ``choice`` and ``choices``; also to name the parties or units that a rule asks for
    :param operators: when fewer than the kind offers
    :param currency_column: of the kind ``money``, whose `column` holds the smallest units: where its currency stands
    :param picker: of the kind ``party``, for records other than parties
    :param indexed: operators whose `condition` is answered from an index; of plain columns the list knows
    :param is_open: True when whoever sees the row may ask about it, see `ListType.told`
    """

    name: str
    label: str
    kind: FieldKind
    column: str = ""
    condition: Callable[[str, tuple[Any, ...], Asked], Q] | None = None
    linked: Callable[[str, tuple[Any, ...], Asked], Linked] | None = None
    choices: Choices | None = None
    operators: tuple[str, ...] = ()
    currency_column: str = ""
    picker: Picker | None = None
    indexed: tuple[str, ...] = ()
    is_open: bool = False


@dataclass(frozen=True)
class ListColumn:
    """A column that a list can show.

    :param values: (rows of one page, who asks) → id → value, in as many queries however many rows; None reads the attribute
        `name` of each row. A value is what an export writes (`Ref` for parties and units); how a page writes it follows
        from `kind`
    :param draw: (value, row) → how a page writes it, when `kind` does not say enough: a chip, a mark
    :param order: model columns that sort by this one, unique with ``pk`` appended by the list; () when it cannot be sorted by.
        The first may be null: such rows come last both ways
    :param link: True for the column that names the record and leads to its page
    :param is_wide: hidden on a phone
    :param is_code: True when files hold the choice's key rather than its label: a standard code, such as a country's
    """

    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    values: Callable[[Sequence[models.Model], Asked], Mapping[int, Any]] | None = None
    draw: Callable[[Any, models.Model], str] | None = None
    order: tuple[str, ...] = ()
    link: bool = False
    is_wide: bool = True
    choices: Choices | None = None
    is_code: bool = False


@dataclass(frozen=True)
class EditField:
    """A field that may be edited in the list itself, and in many rows at once.

    :param name: the same as of the column that shows it
    :param is_of_one: True for what no two records share, such as an e-mail address: edited row by row only
    """

    name: str
    label: str
    kind: FieldKind
    choices: Choices | None = None
    is_required: bool = False
    help: str = ""
    is_of_one: bool = False


class Amended(NamedTuple):
    """What many rows are given in a field of several choices, besides what each has."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()

    def of(self, chosen: Iterable[str]) -> list[str]:
        """The choices of one row afterwards."""
        kept = [one for one in chosen if one not in self.remove]
        return kept + [one for one in self.add if one not in kept]


class Edited(NamedTuple):
    """What an edit of many rows did.

    :param changes: what became of which row, for taking it back; without those of which a verb has recorded its own event
    :param refused: id → sentence, for rows that stayed as they were
    """

    changes: Sequence[RowChange]
    refused: Mapping[int, str] = {}


@dataclass(frozen=True)
class ListView:
    """A view of a list that comes with the house.

    :param rules: as saved views hold them, see core/filters
    :param is_counted: whether its tab says how many there are
    """

    name: str
    label: str
    rules: Mapping[str, Any] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    order: str = ""
    layout: str = "table"
    layout_by: str = ""
    is_counted: bool = False
    sentence_if_empty: str = ""


@dataclass(frozen=True)
class ListType:
    """A list of records of one model.

    :param name: e.g. ``party``
    :param address: where it stands, e.g. ``parties/``
    :param rows: who asks → queryset behind the gate, with whatever every page of it needs joined in
    :param told: who asks → of which rows they may know more than what is open; only those match rules about the rest. Fields
        that are `linked` see to that themselves. None when who sees a row may know all of it
    :param record_url: route of one record's page, which takes ``pk``
    :param faces: (rows of one page, who asks) → id → how each looks beside its name
    :param fields: what it can be filtered by; more_fields adds those known only at run time (attributes)
    :param gone: name → what a field or column was called that was offered once and is no more, for views that still ask for it
    :param default_columns: names, in order; the linking one first
    :param default_order: name of a column, with ``-`` before it for descending
    :param boards: names of fields by which a board can be drawn; attributes with choices come by themselves
    :param moves: how cards go from column to column where a verb leads there; on boards by a field of `edits` they do anyway
    :param calendars: names of date or moment columns by which a calendar can be drawn
    :param edits: fields that may be edited in the list
    :param edit: (ids, field → value, who asks) → what was done; set-wise, in the caller's transaction, each row through the gate.
        A value is a str, Decimal, date, aware datetime, bool, `Money`, list of keys or `Amended`, or the id of a party or unit,
        as its kind says; None takes it away
    :param plan: the same, but only told and not done
    :param unit: path to the unit in whose records an edit is told; whoever edits a record of none is told in their own
    :param search: (text, who asks) → ids found, at most a few hundred; None when the list has no search of its own
    :param views: views that come with the house; the first is shown without further choice
    :param count_views: (who asks) → view → how many, None where they are too many to count at once; for lists that can say it
        faster than by counting each
    :param actions: (who asks) → label, address, icon of what one can begin from this list, the most usual last
    :param together: name, label, route, icon of what is done with several records at once besides editing them, e.g. merging;
        the route's page is given them as ``?ids=1,2``
    :param quick_url: route of the fragment for the quick panel, which takes ``pk``; "" shows the columns
    """

    name: str
    label: str
    label_one: str
    icon: str
    model: type[models.Model]
    address: str
    rows: Callable[[Asked], models.QuerySet]
    record_url: str
    fields: tuple[FilterField, ...]
    columns: tuple[ListColumn, ...]
    default_columns: tuple[str, ...]
    default_order: str
    told: Callable[[Asked], Q] | None = None
    more_fields: Callable[[], Iterable[FilterField]] = tuple
    more_columns: Callable[[], Iterable[ListColumn]] = tuple
    more_edits: Callable[[], Iterable[EditField]] = tuple
    gone: Callable[[], Mapping[str, str]] = dict
    boards: tuple[str, ...] = ()
    moves: tuple[BoardMove, ...] = ()
    calendars: tuple[str, ...] = ()
    edits: tuple[EditField, ...] = ()
    edit: Callable[[Sequence[int], Mapping[str, Any], Asked], Edited] | None = None
    plan: Callable[[Sequence[int], Mapping[str, Any], Asked], Edited] | None = None
    unit: str = ""
    search: Callable[[str, Asked], Sequence[int]] | None = None
    views: tuple[ListView, ...] = ()
    faces: Callable[[Sequence[models.Model], Asked], Mapping[int, Face]] | None = None
    count_views: Callable[[Asked], Mapping[str, int | None]] | None = None
    actions: Callable[[Asked], Sequence[tuple[str, str, str]]] = lambda asked: ()
    together: tuple[tuple[str, str, str, str], ...] = ()
    quick_url: str = ""
    record_type: str = ""
    shown_to: Callable[[Actor], bool] = lambda actor: True
    sentence_if_empty: str = ""
    hint_if_empty: str = ""

    @property
    def url_name(self) -> str:
        """The route of the list itself."""
        return f"lists:{self.name}"


@dataclass(frozen=True)
class ListAddition:
    """What a room adds to a lower room's list.

    :param to: name of the list, e.g. ``party``
    """

    to: str
    fields: tuple[FilterField, ...] = ()
    columns: tuple[ListColumn, ...] = ()
