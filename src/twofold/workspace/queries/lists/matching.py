"""The records that a list shows, behind the gate of whoever asks."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from twofold.core.filters import Group, Leaf, Problem, read_rules
from twofold.core.paging import Page, keyset_page
from twofold.core.plates import Asked
from twofold.core.setwise import among
from twofold.core.some import count_up_to
from twofold.workspace.queries.lists.plan import gathered, narrowed
from twofold.workspace.queries.lists.shown import Shown

PAGE = 50
FOUND = 500
COUNTED = 10_000


@dataclass(frozen=True)
class Matching:
    """What matches.

    :param rows: to be walked in the order of the list, until a page is full
    :param begun: the rows before the rules narrow them
    :param tree: the rules as they were read
    :param problems: rules that were left out
    :param is_cut: whether more was found by the words than is shown
    """

    rows: QuerySet
    begun: QuerySet
    tree: Group
    problems: tuple[Problem, ...]
    is_cut: bool = False

    @cached_property
    def every(self) -> QuerySet:
        """The same rows, to be counted or read to the last."""
        return gathered(self.begun, self.tree)

    @cached_property
    def count(self) -> int | None:
        """How many, or None if they are more than can be counted at once."""
        return capped_count(self.every, COUNTED)


def matching(shown: Shown, asked: Asked) -> Matching:
    """The records that match the rules and the words of a list."""
    listed = shown.listed
    told = listed.type.told(asked) if listed.type.told and shown.rules else None
    reading = read_rules(shown.rules, listed.fields, asked, told=told, gone=lambda: listed.gone)
    if any(leaf.field.name == "side" for leaf in leaves(reading.tree)):
        asked = asked._replace(side="both")  # a rule about the side takes the place of the switch
    rows, is_cut = listed.type.rows(asked), False
    if shown.text and listed.type.search:
        found = listed.type.search(shown.text, asked)
        rows, is_cut = rows.filter(pk__in=among(found)), len(found) >= FOUND
    return Matching(narrowed(rows, reading.tree), rows, reading.tree, reading.problems, is_cut)


def page_of(shown: Shown, found: Matching, token: str = "", size: int = PAGE) -> Page:
    """One page of what matches, in the order of the list."""
    return keyset_page(
        found.rows, order=shown.order_by, token=token, size=size, descending=shown.is_descending
    )


def capped_count(rows: QuerySet, most: int) -> int | None:
    """How many rows, or None if more than `most`: never the whole table."""
    count = count_up_to(rows, most + 1)
    return count if count <= most else None


def leaves(group: Group):
    """All rules of a tree."""
    for part in group.parts:
        if isinstance(part, Leaf):
            yield part
        else:
            yield from leaves(part)
