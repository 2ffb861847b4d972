"""Sealed units and who leads them."""

from collections import defaultdict
from dataclasses import dataclass

from twofold.accounts.access import is_behind_seal, top_down
from twofold.accounts.models import Membership
from twofold.core.actor import Actor, Level
from twofold.directory.queries.names import party_names
from twofold.directory.queries.units import unit_tree


@dataclass(frozen=True)
class SealedUnit:
    """A unit behind a seal: whom to ask, and whether one belongs to it oneself."""

    pk: int
    name: str
    leads: tuple[str, ...]
    is_mine: bool


def sealed_units(actor: Actor) -> list[SealedUnit]:
    """All units behind a seal, as the tree is read from the top."""
    tree = unit_tree()
    units = [unit for unit in top_down(tree) if is_behind_seal(unit, tree)]
    held = Membership.objects.filter(unit__in=units, user__is_active=True)
    leads = list(held.filter(level=Level.LEAD).values_list("unit_id", "user__person_id", "user__email"))
    names = party_names([person for _unit, person, _email in leads if person], actor)
    by_unit = defaultdict(list)
    for unit, person, email in leads:
        by_unit[unit].append(names.get(person, email))
    return [
        SealedUnit(unit, tree.names[unit], tuple(sorted(by_unit[unit])), actor.level_in(unit) is not None)
        for unit in units
    ]
