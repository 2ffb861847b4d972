"""The lists of the house: each as its room describes it, with what other rooms and the enterprise's attributes add."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from twofold.core.actor import Actor
from twofold.core.errors import NotVisible
from twofold.core.plates import (
    BoardMove,
    EditField,
    FieldKind,
    FilterField,
    ListColumn,
    ListType,
    ListView,
    house,
)


@dataclass(frozen=True)
class Listed:
    """A list with everything it can be filtered by, show and edit on this day; each by name."""

    type: ListType

    @cached_property
    def fields(self) -> Mapping[str, FilterField]:
        """What it can be narrowed by."""
        added = (field for one in self._additions for field in one.fields)
        return {one.name: one for one in (*self.type.fields, *added, *self.type.more_fields())}

    @cached_property
    def columns(self) -> Mapping[str, ListColumn]:
        """What it can show; the column that leads to the record first."""
        added = (column for one in self._additions for column in one.columns)
        every = (*self.type.columns, *added, *self.type.more_columns())
        return {one.name: one for one in sorted(every, key=lambda one: not one.link)}

    @cached_property
    def edits(self) -> Mapping[str, EditField]:
        """What can be edited in it."""
        return {one.name: one for one in (*self.type.edits, *self.type.more_edits())}

    @cached_property
    def gone(self) -> Mapping[str, str]:
        """What fields and columns were called that it no longer has."""
        return self.type.gone()

    @cached_property
    def bulk_edits(self) -> Mapping[str, EditField]:
        """What can be edited in many records at once."""
        return {name: one for name, one in self.edits.items() if not one.is_of_one}

    @property
    def is_edited(self) -> bool:
        """Whether anything can be edited in it."""
        return self.type.edit is not None and bool(self.edits)

    @cached_property
    def boards(self) -> tuple[str, ...]:
        """Fields by which a board can be drawn: the list's own, then attributes with choices."""
        added = (one.name for one in self.type.more_edits() if one.kind is FieldKind.CHOICE)
        return (*self.type.boards, *(name for name in added if name in self.fields))

    def move(self, by: str) -> BoardMove | None:
        """The verb by which cards of a board are moved, where it has one of its own."""
        return next((one for one in self.type.moves if one.by == by), None)

    @property
    def link(self) -> ListColumn:
        """The column that names the record."""
        return next(iter(self.columns.values()))

    def view(self, name: str) -> ListView | None:
        """A view that comes with the house."""
        return next((one for one in self.type.views if one.name == name), None)

    @property
    def _additions(self):
        return (one for one in house().every("list_additions") if one.to == self.type.name)


def listed(name: str, actor: Actor) -> Listed:
    """A list by its name.

    :raises NotVisible: if there is none, or not for this actor
    """
    found = house().one("lists", lambda one: one.name == name)
    if found is None or not found.shown_to(actor):
        raise NotVisible
    return Listed(found)
