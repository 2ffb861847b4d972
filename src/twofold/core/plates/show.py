"""What a room shows in other places: a menu entry, a panel, a hit in the search, rows of a timeline, a figure of the mirror."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models

from twofold.core.actor import Actor


@dataclass(frozen=True)
class NavItem:
    """An entry of the main menu.

    :param shown_to: whether this actor gets it
    :param key: the letter that goes there after g
    :param is_aside: whether it stands apart, below the places where the daily work is done
    """

    label: str
    url_name: str
    icon: str
    order: int
    shown_to: Callable[[Actor], bool] = lambda actor: True
    key: str = ""
    is_aside: bool = False


@dataclass(frozen=True)
class Panel:
    """A room's piece on another room's page, loaded by its own address and checked by its own access.

    :param slot: the page it belongs to: ``party``, ``unit``, ``relationship``, ``case``, ``portal-case``,
        ``conversation`` or ``message``; ``case-report`` is a report, no record
    :param url_name: route that takes the record's ``pk``; of a report, what the report was asked for
    """

    slot: str
    title: str
    url_name: str
    icon: str
    order: int


@dataclass(frozen=True)
class Poll:
    """What an open page asks again and again at an address of its own, which is answered early while nothing is new.

    :param word: who asks → what is told to them and changes as soon as something does; "" where only the page itself can tell
    """

    url_name: str
    word: Callable[[Actor], str]


@dataclass(frozen=True)
class SearchKind:
    """A kind of record that the search finds.

    :param kind: the word stored in the index, e.g. ``party``
    :param url_name: route of a hit's page, which takes ``pk``
    :param action: what an actor must be allowed on the record to be shown the hit
    """

    kind: str
    label: str
    icon: str
    model: type[models.Model]
    url_name: str
    action: str = "view"


@dataclass(frozen=True)
class TimelineRow:
    """One line of a record's timeline.

    :param at: when it happened, aware
    :param key: unique among the rows of a source, to keep a stable order
    :param who_id: the person who did it
    :param unit_id: the unit in which it happened
    :param event_id: the event that the row tells, which may be taken back
    :param side: ``internal``, ``external`` or "" when the row is on neither
    :param is_note: True for words that never leave the staff
    """

    at: datetime
    key: str
    icon: str
    title: str
    body: str = ""
    url: str = ""
    who_id: int | None = None
    unit_id: int | None = None
    side: str = ""
    is_note: bool = False
    event_id: int | None = None


@dataclass(frozen=True)
class TimelineSource:
    """Where rows of a party's timeline come from.

    :param rows: (actor, ids of the party and its aliases, before, limit) → newest first, through the gate
    """

    name: str
    rows: Callable[[Actor, Sequence[int], datetime | None, int], Iterable[TimelineRow]]


@dataclass(frozen=True)
class Figure:
    """One number and what makes it honest.

    :param value: the number, or None when it may not or cannot be said
    :param n: how many answers, customers or cases it rests on
    :param low: lower end of the 95 % interval, or None
    :param high: upper end, or None
    :param said_instead: what to say when there is no number, e.g. "not enough answers"
    :param detail: further plain numbers, e.g. counts per state
    """

    value: float | None
    n: int
    low: float | None = None
    high: float | None = None
    said_instead: str = ""
    detail: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Measure:
    """A figure that a room declares and insight draws, stored per unit, side and day.

    :param key: e.g. ``surveys.nps``
    :param sides: the sides it is defined for
    :param unit: how to write the value: ``score``, ``percent``, ``count``, ``mean``, ``days`` or ``money``
    :param definition: what is counted, in a sentence or three
    :param interval: how the interval is made, or why there is none
    :param source: paper or standard
    :param compute: (ids of a unit and those below it, side, day) → figure
    :param rows_url: route of the list behind the number, which filters by what the viewer may see, or ""
    :param aside: what to say beside the number, from the figure's detail
    """

    key: str
    name: str
    sides: tuple[str, ...]
    unit: str
    definition: str
    interval: str
    minimum_n: int
    source: str
    compute: Callable[[frozenset[int], str, datetime], Figure]
    rows_url: str = ""
    aside: Callable[[Mapping], str] = lambda detail: ""
