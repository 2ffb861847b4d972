"""What pages hand to the shell and the components. A dict with the same keys does as well."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Side = Literal["internal", "external"]


@dataclass(frozen=True, kw_only=True)
class NavigationItem:
    """One line of the navigation. Items of one `section` stand together under its name; `key` goes there after g."""

    label: str
    url: str
    icon: str
    active: bool = False
    section: str = ""
    count: int | None = None
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One honest number: with its n, interval, definition and rows.

    :param value: a ratio for ``percent`` (0.42 is 42 %), days for ``days``, points for ``score``; ``fine`` writes two decimals
    :param low: lower end of the interval, in the unit of `value`
    :param minimum: where the scale of the interval's drawing begins (default: −100 for a score, else 0)
    :param state: ``noisy`` greys the number, ``few`` shows "not enough answers" in its place
    """

    label: str
    value: float | int | str | None
    format: Literal["number", "fine", "percent", "score", "days", "text"] = "number"
    n: int | None = None
    low: float | None = None
    high: float | None = None
    minimum: float | None = None
    maximum: float | None = None
    state: Literal["solid", "noisy", "few"] = "solid"
    definition: str = ""
    definition_url: str = ""
    rows_url: str = ""
    context: str = ""
    side: Side | Literal[""] = ""


@dataclass(frozen=True, kw_only=True)
class Column:
    """The head of one table column; sortable if it has a `url`."""

    label: str
    url: str = ""
    sorted: Literal["", "ascending", "descending"] = ""
    numeric: bool = False
    wide_only: bool = False


@dataclass(frozen=True, kw_only=True)
class TimelineEntry:
    """One thing that happened. A `note` is drawn as what it is: never sent to the customer."""

    sentence: str
    when: datetime
    icon: str = "point"
    who: str = ""
    unit: str = ""
    body: str = ""
    url: str = ""
    kind: Literal["event", "message", "note"] = "event"
    side: Side | Literal[""] = ""
    undo_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a longer piece of work such as an import."""

    label: str
    state: Literal["done", "current", "todo"] = "todo"
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A label with its value on a record."""

    label: str
    value: object
    url: str = ""
    icon: str = ""


@dataclass(frozen=True, kw_only=True)
class StandingCount:
    """How many customers have one standing."""

    standing: str
    n: int
    url: str = ""


def share_of(part: float, whole: Sequence[float]) -> float:
    """A part in percent of a sum; 0 for an empty sum."""
    total = sum(whole)
    return 100 * part / total if total else 0.0
