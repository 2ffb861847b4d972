"""Who waits on whom among open cases: a parent for what it asked other units for, a blocked case for what blocks it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Q, QuerySet

from twofold.cases.models import Case, CaseBlock
from twofold.core.setwise import among

REASON = "consequences count whoever looks"
FARTHEST = 20
"""How many cases a chain is followed."""

Waits = set[tuple[int, int]]
"""Pairs of a case and one that it waits for."""


def waits_around(ids: Iterable[int]) -> Waits:
    """Every wait that bears on these cases or on which they bear: first whatever they wait for, then who waits for any of it."""
    known = set(ids)
    down = _followed(known, _waits_of)
    return down | _followed(known | {case for pair in down for case in pair}, _waits_for)


def awaited_children(case: Case) -> QuerySet[Case]:
    """What it asked other units for that is open, and without which it is not done; of some types, nothing."""
    asked = Case.objects.system(REASON).filter(parent=case, state=Case.State.OPEN)
    return asked if case.type is None or case.type.waits_for_children else asked.none()


def held_up_by(case_id: int) -> list[int]:
    """The open cases that cannot be done before this one, near and far."""
    return sorted({waiting for waiting, _for in _followed({case_id}, _waits_for)} - {case_id})


def inherited(own: Mapping[int, datetime], waits: Waits) -> dict[int, datetime]:
    """Case → the earliest promise among it and those that wait for it; circles do no harm."""
    due = dict(own)
    for _round in range(FARTHEST):
        moved = False
        for waiting, awaited in waits:
            if waiting in due and awaited in due and due[waiting] < due[awaited]:
                due[awaited], moved = due[waiting], True
        if not moved:
            break
    return due


def _followed(ids: set[int], step) -> Waits:
    found: Waits = set()
    edge, seen = set(ids), set(ids)
    for _round in range(FARTHEST):
        new = step(edge) if edge else set()
        found |= new
        edge = {case for pair in new for case in pair} - seen
        seen |= edge
    return found


def _waits_of(ids: set[int]) -> Waits:
    return _pairs("parent_id__in", "case_id__in", ids)


def _waits_for(ids: set[int]) -> Waits:
    return _pairs("pk__in", "blocked_by_id__in", ids)


def _pairs(of_child: str, of_block: str, ids: set[int]) -> Waits:
    cases = Case.objects.system(REASON).filter(state=Case.State.OPEN, parent__isnull=False)
    waits = Q(parent__type=None) | Q(parent__type__waits_for_children=True)
    asked = cases.filter(waits, **{of_child: among(ids)}, parent__state=Case.State.OPEN)
    blocks = CaseBlock.objects.filter(
        **{of_block: among(ids)},
        cleared_at=None,
        case__state=Case.State.OPEN,
        blocked_by__state=Case.State.OPEN,
    )
    return {*asked.values_list("parent_id", "pk"), *blocks.values_list("case_id", "blocked_by_id")}
