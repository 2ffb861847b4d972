"""What units owe, with all that lies below each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from twofold.cases.queries.owed import late, owed_cases
from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.directory.models import Unit
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
    open_ones, late_ones = (rolled_up(parents, _by_unit(some)) for some in (cases, late(cases, now)))
    return [
        OwedBelow(unit, tree.names[unit], open_ones[unit], late_ones[unit])
        for unit in tree.children(pk)
        if unit in shown
    ]


def _by_unit(cases) -> Counter[int]:
    counted = cases.order_by().values("unit_id").annotate(n=Count("pk"))
    return Counter(dict(counted.values_list("unit_id", "n")))
