"""What units owe, and what companies are owed, with all that lies below each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from twofold.cases.models import Case
from twofold.cases.queries.owed import late, owed_cases
from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.setwise import among
from twofold.directory.models import Party, Unit
from twofold.directory.queries.groups import group_parents
from twofold.directory.queries.trees import parents_below, rolled_up
from twofold.directory.queries.units import unit_tree


@dataclass(frozen=True)
class OwedBelow:
    """Open cases of a unit and all below it, as far as the asker may see."""

    unit_id: int
    name: str
    open: int
    late: int


def owed_below(actor: Actor, pk: int, *, side: str = "", now: datetime) -> Sequence[OwedBelow]:
    """The units right below one, each with all below it."""
    tree = unit_tree()
    parents = parents_below(tree.parents, pk)
    open_units = visible_list(Unit, actor).filter(Q(closed_on=None) | Q(closed_on__gt=now.date()))
    shown = set(open_units.filter(parent_id=pk).values_list("pk", flat=True))
    cases = owed_cases(actor, side=side, unit_ids=list(parents))
    open_ones, late_ones = (rolled_up(parents, _by(some, "unit_id")) for some in (cases, late(cases, now)))
    return [
        OwedBelow(unit, tree.names[unit], open_ones[unit], late_ones[unit])
        for unit in tree.children(pk)
        if unit in shown
    ]


@dataclass(frozen=True)
class OwedWithin:
    """Open cases of an organisation and all its subsidiaries, as far as the asker may see."""

    party: Party
    open: int
    late: int


def owed_within(actor: Actor, pk: int, *, side: str = "", now: datetime) -> Sequence[OwedWithin]:
    """Every organisation of a group, the one at the top first, each with all below it; empty if it stands alone."""
    parents = group_parents(actor, pk, day=now.date())
    if len(parents) < 2:
        return []
    parties = visible_list(Party, actor).in_bulk(parents)
    cases = owed_cases(actor, side=side).filter(relationship__customer_id__in=among(parents))
    open_ones, late_ones = (
        rolled_up(parents, _by(some, "relationship__customer_id")) for some in (cases, late(cases, now))
    )
    return [OwedWithin(parties[one], open_ones[one], late_ones[one]) for one in parents]


def _by(cases: QuerySet[Case], column: str) -> Counter[int]:
    counted = cases.order_by().values(column).annotate(n=Count("pk"))
    return Counter(dict(counted.values_list(column, "n")))
