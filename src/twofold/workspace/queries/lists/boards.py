"""A list cut into the columns of a board."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Model, Q

from twofold.core.filters.conditions import leaf_condition
from twofold.core.plates import Asked, FieldKind
from twofold.workspace.queries.lists.matching import Matching, capped_count, page_of
from twofold.workspace.queries.lists.shown import Shown

CARDS = 30
ALL_CARDS = 200
COUNTED = 999


@dataclass(frozen=True)
class BoardColumn:
    """One column.

    :param value: the choice that its cards share; "" for those without one
    :param count: None if they are more than are counted
    """

    value: str
    label: str
    rows: Sequence[Model]
    count: int | None
    has_more: bool


def board_columns(shown: Shown, found: Matching, asked: Asked, *, more: str = "") -> list[BoardColumn]:
    """The columns with their first cards, in the order of the list; what has no value last, if there is any.

    :param more: value of the column of which more cards are shown
    """
    field = shown.listed.fields[shown.by]
    choices = [(str(value), str(label)) for value, label in field.choices(asked)] if field.choices else []
    columns = []
    for value, label in choices:
        read = (int(value),) if field.kind is FieldKind.UNIT else (value,)
        condition = leaf_condition(field, "any_of", read, asked)
        columns.append(_column(shown, found, value, label, condition, ALL_CARDS if value == more else CARDS))
    return columns


def _column(shown: Shown, found: Matching, value: str, label: str, condition: Q, most: int) -> BoardColumn:
    here = Matching(found.rows.filter(condition), found.tree, ())
    page = page_of(shown, here, size=most)
    count = len(page.rows) if not page.after else capped_count(here.rows, COUNTED)
    return BoardColumn(value, label, page.rows, count, bool(page.after) and most < ALL_CARDS)
