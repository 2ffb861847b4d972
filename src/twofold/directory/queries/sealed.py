"""Who is known to sealed units only, so that every look at them is noted."""

from twofold.directory.models import KnownTo
from twofold.directory.queries.units import unit_tree


def sealed_unit_of(party_id: int) -> int | None:
    """The sealed unit, or one below it, to which alone a party is known; None if anyone else knows it too."""
    units = sorted(KnownTo.objects.filter(party_id=party_id).values_list("unit_id", flat=True))
    return units[0] if units and set(units) <= unit_tree().behind_seals() else None
