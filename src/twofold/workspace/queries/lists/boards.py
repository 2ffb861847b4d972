"""A list cut into the columns of a board."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from twofold.core.filters import Group, Leaf, leaf_of, operators_of
from twofold.core.plates import Asked, FieldKind, FilterField
from twofold.workspace.queries.lists.matching import Matching, capped_count, page_of
from twofold.workspace.queries.lists.moves import NOTHING, name_of_nothing, targets_of
from twofold.workspace.queries.lists.plan import narrowed
from twofold.workspace.queries.lists.shown import Shown

CARDS = 30
ALL_CARDS = 200
COUNTED = 999
MOST_COLUMNS = 20
OTHERS = "others"
BY_ID = frozenset({FieldKind.UNIT, FieldKind.PARTY})


@dataclass(frozen=True)
class BoardColumn:
    """One column.

    :param value: the choice that its cards share; ``""`` for those without one, ``others`` for those who have no column
    :param count: None if they are more than are counted
    :param takes: whether cards are moved into it
    """

    value: str
    label: str
    rows: Sequence[Model]
    count: int | None
    has_more: bool
    takes: bool


@dataclass(frozen=True)
class Board:
    """A list as columns of cards.

    :param is_cut: whether there are more choices than columns are drawn
    """

    columns: Sequence[BoardColumn]
    is_cut: bool

    @property
    def can_move(self) -> bool:
        """Whether cards go from column to column at all."""
        return any(one.takes for one in self.columns)


def board_of(shown: Shown, found: Matching, asked: Asked, *, more: str | None = None) -> Board:
    """The columns with their first cards, in the order of the list; what has no value last, but what is nobody's first.

    :param more: value of the column of which more cards are shown
    """
    targets = targets_of(shown, asked)
    field = shown.listed.fields[shown.by]
    named = _named(field, targets, asked)
    values = list(named)[:MOST_COLUMNS]
    drawn = {value: named[value] for value in values}
    columns = [
        _column(shown, _narrow(found, leaves), (value, label), value in targets, value == more)
        for value, label, leaves in _cuts(shown, field, drawn, asked)
    ]
    kept = [one for one in columns if one.rows or one.takes or one.value in drawn]
    return Board(kept, len(named) > MOST_COLUMNS)


def _named(field: FilterField, targets: Mapping[str, str], asked: Asked) -> dict[str, str]:
    """Value → name of the columns, without those that hold no particular value."""
    choices = field.choices(asked) if field.choices else targets.items()
    return {str(value): str(label) for value, label in choices if str(value) != NOTHING}


def _cuts(
    shown: Shown, field: FilterField, named: Mapping[str, str], asked: Asked
) -> Iterator[tuple[str, str, list[Leaf]]]:
    """Value, name and rules of every column."""
    listed = shown.listed
    told = listed.type.told(asked) if listed.type.told else None

    def leaf(operator: str, *values: str) -> Leaf:
        read = tuple(int(value) if field.kind in BY_ID else value for value in values)
        return leaf_of(field, operator, read, asked, told=told)

    can_be_empty = "is_empty" in operators_of(field)
    nothing = [(NOTHING, name_of_nothing(shown), [leaf("is_empty")])] if can_be_empty else []
    if field.kind in BY_ID:
        yield from nothing
    for value, label in named.items():
        yield value, label, [leaf("any_of", value)]
    if field.kind not in BY_ID:
        yield from nothing
    elif named:
        filled = [leaf("is_filled")] if can_be_empty else []
        yield OTHERS, _("Others"), [leaf("none_of", *named), *filled]


def _narrow(found: Matching, leaves: Sequence[Leaf]) -> QuerySet:
    if any(one.linked for one in leaves):
        return narrowed(found.rows, Group("all", tuple(leaves), ()))
    condition = Q()
    for one in leaves:
        condition &= one.condition
    return found.rows.filter(condition)


def _column(
    shown: Shown, rows: QuerySet, named: tuple[str, str], takes: bool, shows_more: bool
) -> BoardColumn:
    most = ALL_CARDS if shows_more else CARDS
    page = page_of(shown, Matching(rows, rows, Group("all", (), ()), ()), size=most)
    count = len(page.rows) if not page.after else capped_count(rows, COUNTED)
    return BoardColumn(*named, page.rows, count, bool(page.after) and not shows_more, takes)
