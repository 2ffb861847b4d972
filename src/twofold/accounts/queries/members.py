"""Who belongs to a unit, as people."""

from twofold.accounts.models import Membership
from twofold.core.actor import Level


def people_in(unit_id: int | None, level: Level) -> list[int]:
    """Ids of the people whose own level in a unit is at least this, of open accounts."""
    rows = Membership.objects.filter(unit_id=unit_id, level__gte=level, user__is_active=True)
    people = rows.filter(user__person__isnull=False).order_by("pk").values_list("user__person_id", flat=True)
    return list(dict.fromkeys(people))
