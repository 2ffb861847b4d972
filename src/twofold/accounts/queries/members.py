"""Who belongs to a unit, as people."""

from twofold.accounts.models import Membership
from twofold.core.actor import Level
from twofold.directory.queries.units import unit_tree


def people_in(unit_id: int | None, level: Level) -> list[int]:
    """Ids of the people whose own level in a unit is at least this, of open accounts."""
    rows = Membership.objects.filter(unit_id=unit_id, level__gte=level, user__is_active=True)
    people = rows.filter(user__person__isnull=False).order_by("pk").values_list("user__person_id", flat=True)
    return list(dict.fromkeys(people))


def readers_of(unit_id: int) -> list[int]:
    """Ids of the people who may look into a unit: its members, and who leads above it up to the first seal."""
    tree, leading, current = unit_tree(), [], unit_id
    while current is not None and current not in tree.sealed:
        current = tree.parents.get(current)
        leading.append(current)
    here = Membership.objects.filter(unit_id=unit_id)
    above = Membership.objects.filter(unit_id__in=[unit for unit in leading if unit], level=Level.LEAD)
    rows = (here | above).filter(user__is_active=True, user__person__isnull=False)
    return list(dict.fromkeys(rows.order_by("pk").values_list("user__person_id", flat=True)))
