"""Boards whose cards go from column to column by a verb of their room."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.db import models

if TYPE_CHECKING:
    from twofold.core.plates.lists import Asked, Choices


class AskedWords(NamedTuple):
    """What a verb wants to be told in words before it moves a card.

    :param title: what is about to be done, e.g. "Resolve case #7"
    :param label: of the field for the words
    :param submit: the word on the button
    """

    title: str
    label: str
    submit: str
    help: str = ""


def nothing_asked(row: models.Model, to: str, asked: "Asked") -> None:
    """A move that needs no words."""


@dataclass(frozen=True)
class BoardMove:
    """How cards are moved on a board where that is more than a new value: a stage, a state, whoever looks after it.

    A board by a field of `ListType.edits` needs none of this: its cards move by that edit.

    :param by: name of the field by which the board is drawn
    :param carry_out: (record, value of the column, words, who asks) → what to say when it is done. The verb itself: it locks
        the record, asks whether this person may, and records the event; its refusals are shown as they read
    :param asks: (record, value of the column, who asks) → what has to be written first, None for nothing. May refuse as the verb
        would, so that nobody writes in vain; it writes nothing itself
    :param columns: who asks → values and names of the columns into which cards go; left out, the choices of the field
    :param nobody: name of the column of those without a value, into which cards then go too, as the value ``""``
    """

    by: str
    carry_out: Callable[[models.Model, str, str, "Asked"], str]
    asks: Callable[[models.Model, str, "Asked"], AskedWords | None] = nothing_asked
    columns: "Choices | None" = None
    nobody: str = ""
