"""What a change leaves behind so that it can be taken back, and how rows follow a party that was merged into another."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import models


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
    """

    model: type[models.Model]
    after: Callable[[Sequence[int], datetime], None] = lambda ids, now: None
    derived: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Mover:
    """Rows that follow when records are merged into one.

    :param to: the model that is merged, e.g. `Party`
    :param column: the column that names it, e.g. ``party_id``
    :param once_with: columns with which `column` is unique: where the survivor has such a row already, `join` decides, and
        without it the doubled row is dropped
    :param join: (ids of doubled row → id of the survivor's row, now) → changes it made besides; for rows that others refer to
    """

    model: type[models.Model]
    column: str
    to: type[models.Model]
    once_with: tuple[str, ...] = ()
    join: Callable[[Mapping[int, int], datetime], Sequence[RowChange]] | None = None
