"""Bringing many cases up to what holds now: after a policy changed, or the hours by which they are counted."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from twofold.cases.actions.clocks import refresh_clocks
from twofold.cases.models import Case, CaseRuling
from twofold.core.setwise import among
from twofold.directory.queries.units import unit_tree

REASON = "what holds now holds for every case"
AT_ONCE = 500


def rule_again(*, now: datetime) -> int:
    """Ask the policies anew about every open case, also about those that were opened before there were any.

    :returns: how many cases were looked at
    """
    return _refresh(_open_cases().filter(import_run_id=None), now, is_new=True)


def count_again(unit_id: int, *, now: datetime) -> int:
    """Count the clocks of open cases anew that go by the hours of a unit or of one below it.

    :returns: how many cases were looked at
    """
    units = unit_tree().subtree(unit_id, through_seals=True)
    counted = CaseRuling.objects.filter(case=OuterRef("pk"), calendar_unit_id__in=units)
    return _refresh(_open_cases().filter(Exists(counted)), now, is_new=False)


def _open_cases() -> QuerySet[Case]:
    return Case.objects.system(REASON).filter(state=Case.State.OPEN)


def _refresh(cases: QuerySet[Case], now: datetime, *, is_new: bool) -> int:
    looked_at = 0
    for ids in _batches(cases):
        with transaction.atomic():
            held = Case.objects.system(REASON).filter(pk__in=among(ids)).order_by("pk")
            list(held.select_for_update(of=("self",)).values_list("pk", flat=True))
            refresh_clocks(ids, now=now, rule=True, is_new=is_new)
        looked_at += len(ids)
    return looked_at


def _batches(cases: QuerySet[Case]) -> Iterator[list[int]]:
    ids = list(cases.order_by("pk").values_list("pk", flat=True))
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
