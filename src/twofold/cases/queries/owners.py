"""Whom a ladder can turn to."""

from datetime import date

from twofold.accounts.queries.members import people_in
from twofold.accounts.queries.workers import works_in
from twofold.cases.models import Case
from twofold.core.actor import Level
from twofold.directory.models import Absence
from twofold.directory.queries.units import unit_tree


def leads_there(unit_id: int, *, on: date | None = None) -> list[int]:
    """Who leads the unit, or else the nearest above it up to a seal.

    :param on: only those who are there on that day
    """
    tree, current = unit_tree(), unit_id
    while current is not None:
        leads = [person for person in people_in(current, Level.LEAD) if on is None or is_there(person, on)]
        if leads:
            return leads
        current = None if current in tree.sealed else tree.parents.get(current)
    return []


def may_be_given(case: Case, person_id: int, *, on: date) -> bool:
    """Whether a case can be given to someone: they work in its unit, and are there."""
    return works_in(person_id, case.unit_id) and is_there(person_id, on)


def is_there(person_id: int, on: date) -> bool:
    """Whether nothing is known of an absence."""
    away = Absence.objects.system("whether someone is there, not why they are not").filter(
        person_id=person_id, starts_on__lte=on, ends_on__gte=on
    )
    return not away.exists()
