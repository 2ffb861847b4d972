"""The tree of units as a page, and one unit's page."""

from dataclasses import dataclass
from datetime import date, time

from twofold.core.access import get_visible, visible_list
from twofold.core.actor import Actor
from twofold.core.calendar import WorkCalendar
from twofold.directory.models import Affiliation, ContactPoint, DayOff, Unit
from twofold.directory.queries.affiliations import MOST, affiliates_of, people_by_unit
from twofold.directory.queries.calendars import calendar_of, hours_source
from twofold.directory.queries.units import unit_tree


@dataclass(frozen=True)
class UnitLine:
    """A unit in the tree.

    :param depth: 0 for the root
    :param people: who work in the unit itself
    :param people_in_all: with all units below
    """

    unit: Unit
    depth: int
    people: int
    people_in_all: int


@dataclass(frozen=True)
class HoursLine:
    """A weekday and its working hours; empty: a day off."""

    weekday: int
    spans: tuple[tuple[time, time], ...]


@dataclass(frozen=True)
class UnitPage:
    """A unit as its page shows it.

    :param may_lead: whether the actor may change it
    :param may_work: whether the actor may change how it is reached
    :param hours_from: the unit above whose hours hold here, None if they are its own or nobody's
    """

    unit: Unit
    may_lead: bool
    may_work: bool
    path: list[Unit]
    below: list[UnitLine]
    people: list[Affiliation]
    has_more_people: bool
    contact_points: list[ContactPoint]
    hours: list[HoursLine]
    hours_from: Unit | None
    calendar: WorkCalendar
    days_off: list[DayOff]
    people_in_all: int


def unit_lines(
    actor: Actor, *, day: date, root: int | None = None, with_closed: bool = False
) -> list[UnitLine]:
    """The tree, or what lies below one unit, top down and by name. Every member of staff sees all of it."""
    tree = unit_tree()
    units = visible_list(Unit, actor).select_related("party", "head").in_bulk()
    people = people_by_unit(day)
    lines: list[UnitLine] = []

    def walk(unit_id: int, depth: int) -> None:
        unit = units.get(unit_id)
        if unit is None or (unit.closed_on and unit.closed_on <= day and not with_closed):
            return
        in_all = sum(people[below] for below in tree.subtree(unit_id, through_seals=True))
        lines.append(UnitLine(unit, depth, people[unit_id], in_all))
        for child in tree.children(unit_id):
            walk(child, depth + 1)

    for top in tree.roots if root is None else tree.children(root):
        walk(top, 0)
    return lines


def unit_page(actor: Actor, pk: int, *, day: date) -> UnitPage:
    """One unit's page.

    :raises NotVisible: if there is no such unit, or the actor is not of the staff
    """
    unit = get_visible(Unit, actor, pk)
    above = unit_tree().ancestors(pk)
    units = visible_list(Unit, actor).select_related("party").in_bulk(above)
    people = affiliates_of(actor, pk, day=day, limit=MOST + 1)
    below = unit_lines(actor, day=day, root=pk)
    calendar, source = calendar_of(pk), hours_source(pk)
    own = people_by_unit(day)[pk]
    return UnitPage(
        unit=unit,
        may_lead=visible_list(Unit, actor, "lead").filter(pk=pk).exists(),
        may_work=pk in actor.units(2),
        path=[units[step] for step in reversed(above)],
        below=below,
        people=people[:MOST],
        has_more_people=len(people) > MOST,
        contact_points=list(visible_list(ContactPoint, actor).filter(party_id=pk).order_by("kind", "pk")),
        hours=[HoursLine(day, tuple(calendar.weekly.get(day, ()))) for day in range(7)],
        hours_from=source if source and source.pk != pk else None,
        calendar=calendar,
        days_off=list(
            DayOff.objects.filter(unit_id__in=[pk, *above], day__gte=day)
            .select_related("unit__party")
            .order_by("day", "pk")[:20]
        ),
        people_in_all=own + sum(line.people for line in below),
    )
