"""Who works in a unit, and so can be asked to look after what it owes."""

from twofold.accounts.models import Membership
from twofold.core.actor import Level
from twofold.directory.queries.names import party_names
from twofold.directory.queries.units import unit_tree


def workers_of(unit_id: int) -> list[tuple[int, str]]:
    """Ids and names of those who work in a unit or lead it, from above too unless a seal lies between; by name."""
    here = Membership.objects.filter(unit_id=unit_id, level__gte=Level.WORK)
    leads = Membership.objects.filter(unit_id__in=_leading_units(unit_id), level=Level.LEAD)
    people = (here | leads).filter(user__is_active=True, user__person__isnull=False)
    names = party_names(people.values_list("user__person_id", flat=True), None)
    return sorted(names.items(), key=lambda person: (person[1].casefold(), person[0]))


def works_in(person_id: int, unit_id: int) -> bool:
    """Whether this person works in the unit."""
    return any(person_id == worker for worker, _ in workers_of(unit_id))


def _leading_units(unit_id: int) -> list[int]:
    """The unit and those above it from which a lead reaches down to it."""
    tree, reached, current = unit_tree(), [], unit_id
    while current is not None and current not in reached:
        reached.append(current)
        current = None if current in tree.sealed else tree.parents.get(current)
    return reached
