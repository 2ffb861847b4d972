"""The plan of a wave's lenses, as it was frozen at launch."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from twofold.directory.queries.units import UnitTree
from twofold.science.lenses import Crossing, LensPlan
from twofold.surveys.models import Survey, Wave
from twofold.surveys.questionnaire import NOWHERE, Belongs

DEFAULT_DEPTH = 1


def frozen_plan(survey: Survey, units: Iterable[int], tree: UnitTree) -> dict[str, Any]:
    """The plan for a wave: the part of the tree that leads to whom it asks, with names, and what else it is cut by."""
    line = {above for unit in units for above in (unit, *tree.ancestors(unit))}
    return {
        "parents": {str(unit): str(up) if (up := tree.parents[unit]) else None for unit in line},
        "names": {str(unit): tree.names[unit] for unit in line},
        "attributes": list(survey.lenses.get("attributes") or ()),
        "crossing": survey.lenses.get("crossing") or "",
        "depth": survey.lenses.get("depth") or DEFAULT_DEPTH,
    }


def belongs_of(wave: Wave, cells: Sequence[str]) -> Belongs:
    """What a questionnaire may know of someone who counts in these cells."""
    if not cells or not wave.plan:
        return NOWHERE
    parents, unit = wave.plan["parents"], cells[0]
    line = {unit}
    while unit := parents.get(unit):
        line.add(unit)
    named = zip(wave.plan["attributes"], cells[1:], strict=True)
    return {"unit": frozenset(line), **{name: frozenset({value}) for name, value in named}}


def plan_of(wave: Wave) -> LensPlan:
    """The plan as arithmetic takes it.

    :raises Unmeasurable: if there are too many attributes, or the crossing is none of them
    """
    plan: Mapping[str, Any] = wave.plan
    crossing = Crossing(plan["crossing"], plan["depth"]) if plan["crossing"] else None
    return LensPlan(plan["parents"], tuple(plan["attributes"]), crossing)
