"""What units and groups of companies add up to, with all that lies below each."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, Sum

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.money import Money
from twofold.core.setwise import among
from twofold.directory.models import Party, Unit
from twofold.directory.queries.groups import group_parents
from twofold.directory.queries.trees import parents_below, rolled_up
from twofold.directory.queries.units import unit_tree
from twofold.relationships.models import Dealing, Expectation, Relationship, Side

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class UnitSum:
    """A unit and all below it, as far as the asker may see.

    :param dealings: completed, as they are summed up on relationships
    """

    unit_id: int
    name: str
    internal: int
    external: int
    dealings: int


@dataclass(frozen=True)
class GroupSum:
    """An organisation and all its subsidiaries.

    :param unmet: expectations at risk or unmet
    :param value: net within the last year, each currency apart
    """

    party: Party
    relationships: int
    dealings: int
    unmet: int
    value: Sequence[Money]


def unit_sums(actor: Actor, pk: int, *, day: date) -> list[UnitSum]:
    """The units right below one, each with all below it; sealed ones add what the asker may see of them."""
    tree = unit_tree()
    parents = parents_below(tree.parents, pk)
    open_units = visible_list(Unit, actor).filter(Q(closed_on=None) | Q(closed_on__gt=day))
    shown = set(open_units.filter(parent_id=pk).values_list("pk", flat=True))
    bonds = visible_list(Relationship, actor).filter(provider_id__in=among(parents))
    sides = {
        side: rolled_up(parents, _counted(bonds.filter(side=side), "provider_id")) for side in Side.values
    }
    dealt = bonds.order_by().values("provider_id").annotate(n=Sum("dealings_count"))
    dealings = rolled_up(parents, dict(dealt.values_list("provider_id", "n")))
    return [
        UnitSum(
            unit, tree.names[unit], sides[Side.INTERNAL][unit], sides[Side.EXTERNAL][unit], dealings[unit]
        )
        for unit in tree.children(pk)
        if unit in shown
    ]


def group_sums(actor: Actor, pk: int, *, day: date) -> list[GroupSum]:
    """Every organisation of a group, the one at the top first, each with all below it; empty if it stands alone."""
    parents = group_parents(actor, pk, day=day)
    if len(parents) < 2:
        return []
    parties = visible_list(Party, actor).in_bulk(parents)
    bonds = visible_list(Relationship, actor).filter(customer_id__in=among(parents))
    relationships = rolled_up(parents, _counted(bonds, "customer_id"))
    latest = (
        visible_list(Dealing, actor)
        .filter(Q(is_completed=True) | Q(is_reversal=True), happened_on__gt=day - YEAR)
        .filter(relationship__customer_id__in=among(parents))
        .annotate(party=F("relationship__customer_id"))
    )
    dealings = rolled_up(parents, _counted(latest.filter(is_completed=True), "party"))
    values = _values(latest, parents)
    pressing = visible_list(Expectation, actor).filter(
        state__in=(Expectation.State.AT_RISK, Expectation.State.UNMET),
        relationship__customer_id__in=among(parents),
    )
    unmet = rolled_up(parents, _counted(pressing, "relationship__customer_id"))
    return [
        GroupSum(parties[one], relationships[one], dealings[one], unmet[one], values[one]) for one in parents
    ]


def _counted(rows, column: str) -> Counter[int]:
    counted = rows.order_by().values(column).annotate(n=Count("pk"))
    return Counter(dict(counted.values_list(column, "n")))


def _values(dealings, parents) -> dict[int, list[Money]]:
    """Organisation → the value with all below it, each currency apart."""
    sums: dict[str, dict[int, int]] = defaultdict(dict)
    rows = (
        dealings.exclude(currency="")
        .order_by()
        .values("party", "currency")
        .annotate(minor=Sum("value_minor"))
    )
    for party, currency, minor in rows.values_list("party", "currency", "minor"):
        sums[currency][party] = minor
    found: dict[int, list[Money]] = defaultdict(list)
    for currency in sorted(sums):
        for party, minor in rolled_up(parents, sums[currency]).items():
            if minor:
                found[party].append(Money(int(minor), currency))
    return found
