"""The types with which most houses can begin, and the usual causes."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.cases.actions.case_types import StageStated, TypeStated, add_case_type
from twofold.cases.actions.causes import add_cause
from twofold.cases.models import Case, CaseType, Cause
from twofold.core.actor import Actor

REASON = "whether there is one of that name already"


@transaction.atomic
def add_usual_types(*, actor: Actor, now: datetime, grievance_unit_id: int | None = None) -> list[CaseType]:
    """Add those of the usual types that the house does not have yet.

    :param grievance_unit_id: the unit to which all grievances go, best a sealed one; None: the unit asked
    :raises NotAllowed: unless the actor administers
    """
    there = set(CaseType.objects.system(REASON).filter(unit=None).values_list("name", flat=True))
    return [
        add_case_type(stated, actor=actor, now=now)
        for stated in _usual(grievance_unit_id)
        if stated.name not in there
    ]


@transaction.atomic
def add_usual_causes(*, actor: Actor, now: datetime) -> list[Cause]:
    """Add those of the usual causes that are not there yet. Raises as :func:`add_usual_types`."""
    there = set(Cause.objects.values_list("field", "name"))
    return [
        add_cause(field=field, name=name, actor=actor, now=now)
        for field, names in _usual_causes()
        for name in names
        if (field, name) not in there
    ]


def _usual(grievance_unit_id: int | None) -> Sequence[TypeStated]:
    waiting = StageStated(_("Waiting for the customer"), pauses=True)
    at_work = (StageStated(_("New")), StageStated(_("In progress")), waiting)
    handled = (
        StageStated(_("New")),
        StageStated(_("Looking into it")),
        waiting,
        StageStated(_("Decision")),
        StageStated(_("Making good")),
    )
    return (
        TypeStated(Case.Kind.QUESTION, _("Question"), stages=at_work),
        TypeStated(Case.Kind.REQUEST, _("Request"), stages=at_work),
        TypeStated(
            Case.Kind.REQUEST,
            _("Disruption"),
            _("Something that worked does not work any more."),
            way=CaseType.Way.PULLED,
            stages=at_work,
        ),
        TypeStated(Case.Kind.COMPLAINT, _("Complaint"), stages=handled),
        TypeStated(
            Case.Kind.COMPLAINT,
            _("Grievance"),
            _("About how one is treated at work. Only those who are to handle it read it."),
            handled_by_id=grievance_unit_id,
            is_for_external=False,
            is_restricted=True,
            stages=handled,
        ),
        TypeStated(Case.Kind.CONFLICT, _("Conflict"), is_restricted=True, stages=handled[:2]),
    )


def _usual_causes() -> Sequence[tuple[str, Sequence[str]]]:
    return (
        (
            Cause.Field.COMPLAINT,
            (_("Late"), _("Not as promised"), _("Faulty"), _("Wrong or missing information"), _("Price or bill"),
             _("How one was treated"), _("Hard to reach")),
        ),
        (Cause.Field.CONFLICT_INSIDE, (_("Competition"), _("Priorities"), _("Resources"))),
        (Cause.Field.CONFLICT_OUTSIDE, (_("Dissatisfaction"), _("Pricing"), _("Communication"))),
    )  # fmt: skip
