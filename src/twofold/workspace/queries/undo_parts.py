"""What taking an act back consists of: rows to be given back, and what stays, each with the reason."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import models

Values = dict[str, Any]


@dataclass(frozen=True)
class Kept:
    """Something that stays as it is.

    :param column: "" when it is the whole row
    :param theirs: what stands there now
    :param would: what it would have got back
    :param why: a sentence
    """

    model: type[models.Model]
    pk: int
    column: str
    theirs: object
    would: object
    why: str


@dataclass
class UndoPlan:
    """What is to be done to the rows of each model, and what is not.

    :param delete: ids of rows that the act made
    :param change: id → column → value to get back
    :param insert: id → column → value of rows that the act deleted
    :param now: id → column → value that stands there now, of rows to be changed or deleted
    """

    delete: dict[type[models.Model], list[int]] = field(default_factory=lambda: defaultdict(list))
    change: dict[type[models.Model], dict[int, Values]] = field(default_factory=lambda: defaultdict(dict))
    insert: dict[type[models.Model], dict[int, Values]] = field(default_factory=lambda: defaultdict(dict))
    now: dict[type[models.Model], dict[int, Values]] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many rows would be given back what they were."""
        changed = sum(bool(back) for rows in self.change.values() for back in rows.values())
        return changed + sum(len(rows) for part in (self.delete, self.insert) for rows in part.values())

    def keep(self, model: type[models.Model], pk: int, why: str) -> None:
        """Leave a whole row as it is."""
        self.kept.append(Kept(model, pk, "", None, None, why))
