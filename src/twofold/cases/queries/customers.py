"""For whom a case can be opened, by whom it can be owed, and for what."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from twofold.core.actor import Actor, Level
from twofold.directory.models import Party, Unit
from twofold.relationships.models import Offering, Relationship, Side
from twofold.search.queries.search import search

KINDS = ("party", "colleague", "unit")
SHOWN = 12


@dataclass(frozen=True)
class Candidate:
    """Someone whom a search found.

    :param sides: the sides on which units of the actor serve them already
    """

    party: Party
    snippet: str
    sides: tuple[str, ...]


def find_customers(actor: Actor, text: str) -> list[Candidate]:
    """Parties that the words find and whose name the actor may see, best first."""
    scopes = frozenset({"staff", *(f"u{unit}" for unit in actor.units())})
    hits = search(text, scopes=scopes, kinds=KINDS, limit=3 * SHOWN)
    ids = list(dict.fromkeys(hit.object_id for hit in hits))
    parties = Party.objects.visible_to(actor, "name").filter(is_unknown_buyer=False).in_bulk(ids)
    served = _sides(actor, ids)
    snippets = {hit.object_id: hit.snippet for hit in reversed(hits) if hit.kind != "party"}
    found = [parties[pk] for pk in ids if pk in parties][:SHOWN]
    return [Candidate(party, snippets.get(party.pk, ""), served.get(party.pk, ())) for party in found]


def units_to_owe(actor: Actor, party: Party) -> list[tuple[int, str]]:
    """Units of the actor, those that serve the party first; all units when one asks for oneself or for one's unit."""
    mine = actor.units(Level.WORK)
    asks = party.pk == actor.person_id or party.pk in mine
    units = Unit.objects.system("that a unit exists is known to all staff").filter(closed_on__isnull=True)
    names = (
        units.exclude(pk=party.pk).filter(Q() if asks else Q(pk__in=mine)).values_list("pk", "party__name")
    )
    serving = set(
        Relationship.objects.visible_to(actor).filter(customer=party).values_list("provider_id", flat=True)
    )
    return sorted(names, key=lambda unit: (unit[0] not in serving, unit[1].casefold()))


def usual_side(actor: Actor, party: Party) -> str:
    """The side on which the actor's units serve the party already; else inside for colleagues and units."""
    sides = _sides(actor, [party.pk]).get(party.pk, ())
    if len(sides) == 1:
        return sides[0]
    is_inside = party.is_colleague or party.kind == Party.Kind.UNIT
    return Side.INTERNAL if is_inside else Side.EXTERNAL


def offerings_of(unit_ids: Collection[int]) -> list[tuple[str, list[tuple[int, str]]]]:
    """What the units offer, by unit and name, for a choice."""
    offered = Offering.objects.system("what is offered is known to all staff").filter(is_offered=True)
    rows = offered.filter(unit_id__in=unit_ids).order_by("unit__party__name", "name", "pk")
    groups: dict[str, list[tuple[int, str]]] = {}
    for pk, name, unit in rows.values_list("pk", "name", "unit__party__name")[:500]:
        groups.setdefault(unit, []).append((pk, name))
    return list(groups.items())


def _sides(actor: Actor, party_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    rows = Relationship.objects.visible_to(actor).filter(customer_id__in=party_ids).order_by("side")
    sides: dict[int, tuple[str, ...]] = {}
    for party, side in rows.values_list("customer_id", "side").distinct():
        sides[party] = (*sides.get(party, ()), side)
    return sides
