"""Who would rate their own work: those who did it, and all who work in the unit that is rated."""

from collections.abc import Iterable, Mapping
from datetime import date

from twofold.accounts.models import Membership
from twofold.core.actor import Level
from twofold.core.setwise import among
from twofold.directory.models import Affiliation
from twofold.directory.queries.affiliations import holding_on

REASON = "whether someone would rate their own unit"
STAFF = (Affiliation.Kind.EMPLOYEE, Affiliation.Kind.CONTRACTOR)


def own_staff(people: Iterable[int], units: Iterable[int], day: date) -> set[tuple[int, int]]:
    """Pairs of person and unit where the person works in the unit itself, by their tie or by what they may do there."""
    people, units = list(set(people)), list(set(units))
    ties = holding_on(Affiliation.objects.system(REASON), day).filter(
        party_id__in=among(people), group_id__in=among(units), kind__in=STAFF
    )
    held = Membership.objects.filter(
        user__person_id__in=among(people), unit_id__in=among(units), level__gte=Level.WORK
    )
    return {
        *ties.values_list("party_id", "group_id"),
        *held.values_list("user__person_id", "unit_id"),
    }


def employees(units: Iterable[int], day: date) -> Mapping[int, set[int]]:
    """Unit → who is employed in it on a day."""
    ties = holding_on(Affiliation.objects.system(REASON), day).filter(
        group_id__in=among(list(units)), kind=Affiliation.Kind.EMPLOYEE, party__erased_at=None
    )
    found: dict[int, set[int]] = {}
    for unit, person in ties.values_list("group_id", "party_id"):
        found.setdefault(unit, set()).add(person)
    return found
