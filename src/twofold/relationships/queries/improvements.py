"""Improvement actions: which there are, by what their effect is seen, and who raised what they are about."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, QuerySet

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.plates import Measure, house
from twofold.directory.queries.units import unit_tree
from twofold.relationships.models import Improvement, ImprovementEvidence
from twofold.relationships.queries.evidence import Borne, borne_by

MEASURED_FOR = timedelta(days=180)
"""How long after its end the effect of an improvement is followed."""
RUNNING = (Improvement.State.PLANNED, Improvement.State.UNDERWAY)


def improvements(actor: Actor, *, state: str = "", side: str = "") -> QuerySet[Improvement]:
    """Those that the actor may see: the running ones by date, then the ended ones, the latest first.

    :param state: ``running`` or ``ended``, or "" for all
    """
    found = visible_list(Improvement, actor).select_related("unit__party", "owner")
    if side:
        found = found.filter(side=side)
    if state == "running":
        return found.filter(state__in=RUNNING).order_by("due_on", "pk")
    if state == "ended":
        return found.exclude(state__in=RUNNING).order_by("-ended_at", "-pk")
    return found.order_by(F("ended_at").desc(nulls_first=True), "due_on", "pk")


def evidence_of_improvement(improvement: Improvement, actor: Actor) -> Borne:
    """The records it was begun from, each through its own gate."""
    return borne_by(improvement.evidence_rows.order_by("-added_at", "-pk"), actor)


def measures_of(side: str) -> Mapping[str, Measure]:
    """The figures by which an effect on one side can be seen, by key."""
    return {measure.key: measure for measure in house().every("measures") if side in measure.sides}


def measured_now(improvement: Improvement, now: datetime) -> dict[str, Any]:
    """The figure of an improvement as it stands; empty where it has none, or where there are not enough answers."""
    measure = measures_of(improvement.side).get(improvement.measure)
    if measure is None:
        return {}
    figure = measure.compute(unit_tree().subtree(improvement.unit_id), improvement.side, now)
    if figure.value is None:
        return {}
    return {
        "value": figure.value,
        "n": figure.n,
        "low": figure.low,
        "high": figure.high,
        "at": now.date().isoformat(),
    }


def raised_by(improvement: Improvement) -> set[int]:
    """Ids of the parties who raised what it is about."""
    named = defaultdict(list)
    for row in ImprovementEvidence.objects.filter(improvement=improvement):
        named[row.subject_kind].append(row.subject_id)
    return {
        party
        for source in house().every("evidence_sources")
        if source.kind in named
        for party in source.raised_by(named[source.kind])
    }


def overdue(improvement: Improvement, today: date) -> bool:
    """Whether it should have been done by now."""
    return not improvement.is_ended and improvement.due_on < today
