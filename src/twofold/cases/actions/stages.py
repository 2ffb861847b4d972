"""Where an open case stands: moving it from stage to stage, and making it one of another type."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.cases.actions.recording import case_to_work_on, settle
from twofold.cases.actions.refusals import require_open
from twofold.cases.models import Case, CaseParty, CaseStage, CaseStep, CaseType, Complaint
from twofold.core.actor import Actor
from twofold.core.errors import BadInput
from twofold.core.rows import row_values
from twofold.relationships.models import Side

REASON = "the actor may work on the case"


@transaction.atomic
def move_case(case: Case, *, stage: CaseStage, actor: Actor, now: datetime) -> Case:
    """Move it to a stage of its type. In one that pauses, its clocks stand still.

    :raises NotVisible: if the actor may not see the case
    :raises NotAllowed: if the actor may not work on it
    :raises AlreadyResolved: if it goes nowhere any more
    :raises BadInput: if the stage is of another type, or as many cases as it holds are in it
    """
    case = case_to_work_on(case, actor)
    require_open(case)
    if stage.type_id != case.type_id:
        raise BadInput(_("This stage is of another type of case."), field="stage")
    if stage.pk == case.stage_id:
        return case
    _require_room(stage, case)
    before = row_values(case)
    old = case.stage
    case.stage = stage
    case.save(update_fields=["stage"])
    settle(
        case,
        CaseStep.Kind.MOVED,
        label=stage.name,
        stage=stage,
        pauses=change_of_pause(old, stage),
        details={"from": old and old.pk, "to": stage.pk},
        before=before,
        actor=actor,
        now=now,
    )
    return case


@transaction.atomic
def change_type(case: Case, *, case_type: CaseType, actor: Actor, now: datetime) -> Case:
    """Make it a case of another type, in that type's first stage. Its promises are those of the new type from then on.

    :raises NotVisible: if the actor may not see the case
    :raises NotAllowed: if the actor may not work on it
    :raises AlreadyResolved: if it is done
    :raises BadInput: if the type is not for its side or its unit, or is restricted and the case is not
    """
    case = case_to_work_on(case, actor)
    require_open(case)
    if case_type.pk == case.type_id:
        return case
    require_type_fits(case_type, case.relationship.side)
    if (case_type.handled_by_id or case_type.unit_id or case.unit_id) != case.unit_id:
        raise BadInput(_("Another unit handles this type. Pass the case on to it first."), field="type")
    before, old = row_values(case), case.stage
    case.type, case.kind, case.stage = case_type, case_type.kind, first_stage(case_type)
    case.is_restricted = case.is_restricted or case_type.is_restricted
    case.save(update_fields=["type", "kind", "stage", "is_restricted"])
    if case.is_restricted and actor.person_id:
        CaseParty.objects.get_or_create(case=case, party_id=actor.person_id, role=CaseParty.Role.PARTICIPANT)
    if case.kind == Case.Kind.COMPLAINT:
        Complaint.objects.system(REASON).get_or_create(case=case)
    settle(
        case,
        CaseStep.Kind.MOVED,
        label=case_type.name,
        stage=case.stage,
        pauses=change_of_pause(old, case.stage),
        details={"type": case_type.pk},
        before=None if case.kind == Case.Kind.COMPLAINT else before,
        rule=True,
        actor=actor,
        now=now,
    )
    return case


def first_stage(case_type: CaseType | None) -> CaseStage | None:
    """Where cases of a type begin; None where it has no stages."""
    return case_type.stages.order_by("order", "pk").first() if case_type else None


def stage_after_customer_wrote(case: Case) -> CaseStage | None:
    """Where a case goes on once the customer, for whom it waited, has written: to the last stage before that runs."""
    if case.stage is None or not case.stage.pauses:
        return None
    before = CaseStage.objects.filter(type_id=case.type_id, order__lt=case.stage.order, pauses=False)
    return before.order_by("-order", "-pk").first()


def change_of_pause(old: CaseStage | None, new: CaseStage | None) -> bool | None:
    """Whether the clocks stand still from now on; None if that stays as it was."""
    was, now = bool(old and old.pauses), bool(new and new.pauses)
    return None if was == now else now


def require_type_fits(case_type: CaseType, side: str) -> None:
    """Refuse a type that is retired or not for that side.

    :raises BadInput: naming it
    """
    if case_type.retired_at:
        raise BadInput(_("“%(type)s” is not offered any more.") % {"type": case_type.name}, field="type")
    if not (case_type.is_for_internal if side == Side.INTERNAL else case_type.is_for_external):
        raise BadInput(_("“%(type)s” is not for that side.") % {"type": case_type.name}, field="type")


def _require_room(stage: CaseStage, case: Case) -> None:
    if stage.limit is None:
        return
    CaseStage.objects.select_for_update().get(pk=stage.pk)
    there = Case.objects.system(REASON).filter(stage=stage, state=Case.State.OPEN, unit_id=case.unit_id)
    if there.count() >= stage.limit:
        raise BadInput(
            _("“%(stage)s” holds %(limit)s cases of this unit at once. Finish one of them first.")
            % {"stage": stage.name, "limit": stage.limit},
            field="stage",
        )
