"""The code books that someone works with."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count

from twofold.core.access import visible_list
from twofold.core.actor import Actor, Level
from twofold.directory.queries.units import unit_tree
from twofold.feedback.models import Observation, ObservationCode


@dataclass(frozen=True)
class Book:
    """The code book of a unit.

    :param codes: each with how many observations have it, as ``n``
    """

    unit_id: int
    unit: str
    may_work: bool
    codes: list[ObservationCode]


def books_of(actor: Actor) -> list[Book]:
    """The code books of one's units: those that have codes, and where one works also the empty ones; by name of the unit."""
    names, working = unit_tree().names, actor.units(Level.WORK)
    codes = visible_list(ObservationCode, actor).annotate(n=Count("observations"))
    by_unit: dict[int, list[ObservationCode]] = {unit: [] for unit in working if unit in names}
    for code in codes.order_by("-is_used", "name", "pk"):
        by_unit.setdefault(code.unit_id, []).append(code)
    books = [Book(unit, names.get(unit, ""), unit in working, found) for unit, found in by_unit.items()]
    return sorted(books, key=lambda book: (not book.codes, book.unit.casefold(), book.unit_id))


def codes_in_use(actor: Actor, unit_id: int | None, also: Collection[int] = ()) -> list[ObservationCode]:
    """What can be coded in a unit, by name.

    :param also: codes that stand on an observation, even if they are used no more
    """
    book = visible_list(ObservationCode, actor).filter(unit_id=unit_id or 0)
    return list((book.filter(is_used=True) | book.filter(pk__in=also)).order_by("name", "pk"))


def unit_with_codes(actor: Actor, units: Sequence[tuple[int, str]]) -> int:
    """The first of these units that has a code book, or else the first of all."""
    book = visible_list(ObservationCode, actor, "work").filter(is_used=True)
    coded = set(book.order_by().values_list("unit_id", flat=True).distinct())
    return next((unit for unit, _name in units if unit in coded), units[0][0])


def codes_of(observation: Observation) -> list[int]:
    """Ids of the codes that it has."""
    coded = Observation.codes.through.objects.filter(observation=observation).order_by("pk")
    return list(coded.values_list("observationcode_id", flat=True))
