"""What a change leaves behind so that it can be taken back, and how rows follow a party that was merged into another."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import models

from twofold.core.actor import Actor


class RowChange(NamedTuple):
    """What one act did to one stored row.

    :param old: column → value before, of the columns that changed; None when the act created the row
    :param new: column → value after; None when the act deleted the row. A foreign key's column ends in ``_id``
    """

    model: type[models.Model]
    pk: int
    old: Mapping[str, object] | None
    new: Mapping[str, object] | None


@dataclass(frozen=True)
class Undoer:
    """A model whose rows can be given back what they were.

    :param after: run in the same transaction with the ids of rows that were given back: renews what is derived from them
        (search entries, stored sums)
    :param derived: columns that are never given back, because `after` makes them anew
    :param plain: columns from which nothing is derived, so that `after` has nothing to do for a row of which no other changed
    :param refuse: (id of row → column → value it would get back) → id of row → sentence, for rows that must stay as they are
        because the room's own rules would be broken, e.g. a unit that would lie below itself
    :param label: what people call such rows, several of them; left out, the model's own name
    :param is_told: False for rows that people never hear of, because they only carry what other rows say
    :param theirs: (who asks, ids of rows) → those that they may change; left out, those on which the policy lets them ``work``,
        and of models without a policy none: their rows come back only with an act that is taken back as a whole
    """

    model: type[models.Model]
    after: Callable[[Sequence[int], datetime], None] = lambda ids, now: None
    derived: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    refuse: Callable[[Mapping[int, Mapping[str, object]]], Mapping[int, str]] = lambda rows: {}
    theirs: Callable[[Actor, Sequence[int]], Set[int]] | None = None
    label: str = ""
    is_told: bool = True


@dataclass(frozen=True)
class UndoDesk:
    """Where acts are taken back, for rooms below it that offer it.

    :param url_name: route that takes the event's ``pk``
    :param offered: (who asks, ids of events) → those among them that this person may take back now
    """

    url_name: str
    offered: Callable[[Actor, Iterable[int]], Set[int]]


@dataclass(frozen=True)
class Mover:
    """Rows that follow when records are merged into one.

    :param to: the model that is merged, e.g. `Party`
    :param column: the column that names it, e.g. ``party_id``
    :param once_with: columns with which `column` is unique: where the survivor has such a row already, `join` decides, and
        without it the doubled row is dropped
    :param join: (ids of doubled row → id of the survivor's row, now) → changes it made besides, before what refers to the
        doubled rows follows by the movers of this model, and before they are dropped
    :param apart_from: columns that must not come to name the same record; such a row is dropped
    :param by: moves the rows itself: (id → id of the survivor, now) → what it changed; for rows whose columns depend on each
        other, and for ones that another mover of the same model takes along
    """

    model: type[models.Model]
    column: str
    to: type[models.Model]
    once_with: tuple[str, ...] = ()
    join: Callable[[Mapping[int, int], datetime], Sequence[RowChange]] | None = None
    apart_from: tuple[str, ...] = ()
    by: Callable[[Mapping[int, int], datetime], Sequence[RowChange]] | None = None


@dataclass(frozen=True)
class Imported:
    """A model whose rows an import creates and names by ``import_run_id``: taking the import back removes them again.

    Rows of rooms above are removed first, those of one room in the order of its plate, and the newest first.

    :param label: what several of them are called, e.g. "Dealings"
    :param remove: (ids, now) → removes these rows with all their parts, and makes anew what is derived from them; set-wise
    :param parts: (model, column) of rows that go with a row. Whatever else refers to a row keeps it
    :param touched: ids → those that somebody has changed since, told by more than the events about them
    :param apart: of the rows of a run, those that are removed with another one as its parts
    """

    model: type[models.Model]
    label: str
    remove: Callable[[Sequence[int], datetime], None]
    parts: tuple[tuple[type[models.Model], str], ...] = ()
    touched: Callable[[Sequence[int]], Iterable[int]] = lambda ids: ()
    apart: models.Q | None = None
