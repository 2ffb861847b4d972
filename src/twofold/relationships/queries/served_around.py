"""Who serves whom around one record: its providers on one side, its customers on the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.directory.models import Party
from twofold.relationships.models import Relationship, Side

MOST = 12
"""Drawn on each side of the record; of more, the number is told."""


@dataclass(frozen=True)
class Bond:
    """One relationship, as seen from the record in the middle."""

    relationship_id: int
    party: Party
    side: str

    @property
    def side_label(self) -> str:
        """The side, in words."""
        return str(Side(self.side).label)


@dataclass(frozen=True)
class ServedAround:
    """A record between those who serve it and those it serves, latest served first."""

    party: Party
    providers: Sequence[Bond]
    customers: Sequence[Bond]
    more_providers: int
    more_customers: int


def served_around(actor: Actor, party: Party, *, side: str = "") -> ServedAround:
    """Who serves a party, and whom it serves if it is a unit, as far as the actor may see.

    :param side: only this side; "" for both
    """
    visible = visible_list(Relationship, actor).filter(Q(side=side) if side else Q())
    is_unit = party.kind == Party.Kind.UNIT
    serving = visible.filter(customer=party).select_related("provider__party")
    served = visible.filter(provider_id=party.pk if is_unit else 0).select_related("customer")
    providers, more_providers = _latest(serving, lambda bond: bond.provider.party)
    customers, more_customers = _latest(served, lambda bond: bond.customer)
    return ServedAround(party, providers, customers, more_providers, more_customers)


def _latest(bonds: QuerySet[Relationship], party_of) -> tuple[list[Bond], int]:
    latest = bonds.order_by(F("last_served_on").desc(nulls_last=True), "-pk")[:MOST]
    found = [Bond(bond.pk, party_of(bond), bond.side) for bond in latest]
    return found, bonds.count() - len(found) if len(found) == MOST else 0
