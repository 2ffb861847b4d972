"""Working on cases: answering, assigning, resolving, reopening, passing on."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.accounts.queries.workers import works_in
from twofold.cases.actions.answers import answer_case
from twofold.cases.actions.blocks import clear_blocks_by
from twofold.cases.actions.children import require_no_open_children, tell_parent
from twofold.cases.actions.complaints import require_decided
from twofold.cases.actions.hearing import take_conversations_along
from twofold.cases.actions.open import open_case, open_child_case
from twofold.cases.actions.open_again import open_again
from twofold.cases.actions.past_queue import hand_back, hand_out, reason_to_keep, take_back
from twofold.cases.actions.recording import case_to_work_on, customers_of, settle
from twofold.cases.actions.refusals import (
    AlreadyResolved,
    NotResolved,
    require_open,
    require_working_unit,
    required_words,
)
from twofold.cases.actions.rotate import give_in_turn
from twofold.cases.models import Case, CaseStep
from twofold.cases.queries.promises import resolved_in_time
from twofold.core.actor import Actor
from twofold.core.errors import BadInput
from twofold.core.rows import row_values
from twofold.directory.access import is_house
from twofold.directory.actions.known_to import make_known
from twofold.directory.models import Unit

__all__ = [
    "AlreadyResolved",
    "NotResolved",
    "answer_case",
    "assign_case",
    "open_case",
    "open_child_case",
    "reopen_case",
    "resolve_case",
    "transfer_case",
]


@transaction.atomic
def assign_case(
    case: Case,
    *,
    person_id: int | None,
    actor: Actor,
    now: datetime,
    reason: str = "",
    is_next: bool = False,
) -> Case:
    """Say who looks after the case, which may be oneself; None: nobody.

    :param reason: why it goes past the queue in which it waits, or why it goes back; kept, and asked for in no other case
    :param is_next: the queue itself, or a turn, gives it
    :raises NotVisible: if the actor may not see the case
    :raises NotAllowed: if the actor may not work on it
    :raises AlreadyResolved: if there is nothing left to look after
    :raises BadInput: if the person does not work in the case's unit
    """
    case = case_to_work_on(case, actor)
    require_open(case)
    if case.assignee_id == person_id:
        return case
    if person_id and person_id != actor.person_id and not works_in(person_id, case.unit_id):
        raise BadInput(_("Only someone who works in the case’s unit can look after it."), field="assignee")
    reason = reason_to_keep(case, person_id, reason, is_asked=not (is_next or is_house(actor)))
    goes_past = case.is_in_queue and not is_next
    before = row_values(case)
    old, case.assignee_id = case.assignee_id, person_id
    case.save(update_fields=["assignee"])
    if goes_past:
        hand_out(case, person_id=person_id, why={}, reason=reason, now=now)
    elif person_id is None:
        hand_back(case, person_id=old, reason=reason, now=now)
    settle(
        case,
        CaseStep.Kind.ASSIGNED,
        body=reason,
        about_id=person_id,
        details={"from": old, "to": person_id},
        before=before,
        actor=actor,
        now=now,
    )
    return case


@transaction.atomic
def resolve_case(case: Case, *, resolution: str, actor: Actor, now: datetime, despite: str = "") -> Case:
    """Mark the case resolved, which stops its clock. What waited for it waits no more.

    :param resolution: what was done, in a sentence that the customer reads
    :param despite: why it is done although other units still work on what was asked of them; among colleagues
    :raises NotVisible: if the actor may not see the case
    :raises NotAllowed: if the actor may not work on it
    :raises AlreadyResolved: if someone was faster
    :raises BadInput: without a resolution
    :raises Conflict: if it is a complaint about which nothing was decided
    :raises OpenChildren: if it waits for other units, and `despite` says nothing
    """
    case = case_to_work_on(case, actor)
    require_open(case)
    require_decided(case)
    require_no_open_children(case, despite, actor)
    resolution = required_words(resolution, "resolution", _("Say in a sentence what was done."))
    case.state, case.resolved_at, case.resolution = Case.State.RESOLVED, now, resolution
    case.save(update_fields=["state", "resolved_at", "resolution"])
    in_time = resolved_in_time(case, now)
    settle(case, CaseStep.Kind.RESOLVED, body=resolution, details={"in_time": in_time}, actor=actor, now=now)
    clear_blocks_by(case, actor=actor, now=now)
    tell_parent(case, despite, actor=actor, now=now)
    return case


@transaction.atomic
def reopen_case(case: Case, *, reason: str, actor: Actor, now: datetime) -> Case:
    """Open a resolved case again. Its clock goes on where it stopped: what was promised has not been done after all.

    :raises NotVisible: if the actor may not see the case
    :raises NotAllowed: if the actor may not work on it
    :raises NotResolved: if it is open already
    :raises BadInput: without a reason
    """
    case = case_to_work_on(case, actor)
    if case.is_open:
        raise NotResolved(case)
    reason = required_words(reason, "reason", _("Say why it is not done after all."))
    open_again(case, words=reason, actor=actor, now=now)
    return case


@transaction.atomic
def transfer_case(case: Case, *, unit_id: int, reason: str, actor: Actor, now: datetime) -> Case:
    """Pass the case on to another unit, which decides from then on who sees it.

    The relationship stays with the unit that the customer turned to. What the clocks have counted stays too; from now on they
    count by the hours and the policy of that unit. Nobody there looks after it yet.

    :raises NotVisible: if the actor may not see the case
    :raises NotAllowed: if the actor may not work on it
    :raises AlreadyResolved: if there is nothing left to pass on
    :raises BadInput: if the unit has it already or is closed, or without a reason
    """
    case = case_to_work_on(case, actor)
    require_open(case)
    if unit_id == case.unit_id:
        raise BadInput(_("This unit has the case already. Choose another."), field="unit")
    unit = (
        Unit.objects.system("a unit's existence is known to all staff")
        .select_related("party")
        .get(pk=unit_id)
    )
    require_working_unit(unit)
    reason = required_words(reason, "reason", _("Tell the other unit why it gets this case."))
    old, case.unit, case.assignee = case.unit_id, unit, None
    case.save(update_fields=["unit", "assignee"])
    take_back([case.pk], now=now)
    take_conversations_along(case)
    make_known(customers_of(case), unit_id)
    settle(
        case,
        CaseStep.Kind.TRANSFERRED,
        body=reason,
        about_id=unit_id,
        unit_id=old,
        details={"from": old, "to": unit_id},
        rule=True,
        actor=actor,
        now=now,
    )
    return give_in_turn(case, now=now)
