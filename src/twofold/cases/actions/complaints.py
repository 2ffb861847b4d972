"""Handling complaints after ISO 10002: each step is a verb of its own, with its moment, and none can be left out silently."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.cases.actions.clocks import refresh_case_clocks
from twofold.cases.actions.recording import case_to_work_on, customers_of
from twofold.cases.actions.refusals import required_words
from twofold.cases.actions.search_entries import refresh_search
from twofold.cases.models import Case, CaseConversation, Cause, Complaint
from twofold.conversations.models import Message
from twofold.core.access import get_visible
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict
from twofold.core.rows import Values, changed, created, row_values
from twofold.directory.models import Unit
from twofold.relationships.models import Offering
from twofold.timeline.actions import record

LONGEST_REMEDY = 500
REASON = "the actor may work on its case"
UNDECIDED, REJECTED = "", Complaint.Decision.REJECTED


class NoComplaint(Conflict):
    """The case is something else."""

    def __init__(self, case: Case) -> None:
        super().__init__(
            _("Case #%(number)s is no complaint. Mark it as one first, if it is.") % {"number": case.pk}
        )


@transaction.atomic
def mark_complaint(
    case: Case, *, actor: Actor, now: datetime, message: Message | None = None, remedy_sought: str = ""
) -> Complaint:
    """Say that a case is a complaint, in whatever words it came. Its promises are those of a complaint from then on.

    :param message: the one that says it, of one of the case's conversations
    :param remedy_sought: what would make it good, in the customer's eyes
    :raises NotVisible: if the actor may not see the case or the message
    :raises NotAllowed: if the actor may not work on the case
    :raises BadInput: if the message is of another case
    """
    case = case_to_work_on(case, actor)
    if message is not None:
        _mark_message(message, case, actor)
    complaint, is_new = Complaint.objects.system(REASON).get_or_create(
        case=case, defaults={"remedy_sought": remedy_sought.replace("\x00", "").strip()[:LONGEST_REMEDY]}
    )
    if not is_new:
        return complaint
    before = row_values(case)
    case.kind = Case.Kind.COMPLAINT
    case.save(update_fields=["kind"])
    refresh_case_clocks(case, now=now, rule=True)
    refresh_search([case.pk])
    _record(
        "marked_complaint",
        case,
        actor,
        now,
        rows=[changed(case, before), created(complaint)],
        details={"message": message and message.pk},
    )
    return complaint


def acknowledge_complaint(case: Case, *, actor: Actor, now: datetime) -> Complaint:
    """Note that the customer was told that it was received, e.g. by telephone.

    :raises NotVisible, NotAllowed, NoComplaint: see :func:`mark_complaint`
    :raises Conflict: if that was done before
    """
    if complaint_of(case).acknowledged_at:
        raise Conflict(_("Its receipt was acknowledged already."))
    return _carry_on("acknowledged", case, actor, now, {"acknowledged_at": now})


def assess_complaint(
    case: Case,
    *,
    severity: int,
    is_about_safety: bool,
    actor: Actor,
    now: datetime,
    immediate_action: str = "",
) -> Complaint:
    """Say how bad it is, and what was done at once, before anyone knew why.

    :raises NotVisible, NotAllowed, NoComplaint: see :func:`mark_complaint`
    :raises BadInput: if there is no such severity
    """
    if severity not in Case.Severity.values:
        raise BadInput(_("Choose how severe it is."), field="severity")
    action = immediate_action.replace("\x00", "").strip()
    fields = {"assessed_at": now, "is_about_safety": is_about_safety}
    if action:
        fields |= {"immediate_action": action, "immediate_action_at": now}
    return _carry_on("assessed", case, actor, now, fields, of_case={"severity": severity})


def investigate_complaint(case: Case, *, words: str, actor: Actor, now: datetime) -> Complaint:
    """Keep what was found out. Raises as :func:`assess_complaint`, and BadInput without words."""
    words = required_words(words, "words", _("Write what was found out."))
    return _carry_on("investigated", case, actor, now, {"investigation": words, "investigated_at": now})


def respond_to_complaint(case: Case, *, words: str, actor: Actor, now: datetime) -> Complaint:
    """Keep what the customer was told of the outcome. Raises as :func:`investigate_complaint`."""
    words = required_words(words, "words", _("Write what the customer is told."))
    return _carry_on("responded", case, actor, now, {"response": words, "responded_at": now})


def decide_complaint(
    case: Case, *, decision: str, words: str, actor: Actor, now: datetime, recourse: str = ""
) -> Complaint:
    """Uphold or reject it, with the reason. Who is refused is told where else to turn.

    :raises NotVisible, NotAllowed, NoComplaint: see :func:`mark_complaint`
    :raises BadInput: without a decision or its reason, or rejecting without recourse
    """
    if decision not in Complaint.Decision.values:
        raise BadInput(_("Decide: upheld, in part, or rejected."), field="decision")
    words = required_words(words, "words", _("Say why it was decided so."))
    recourse = recourse.replace("\x00", "").strip()[:LONGEST_REMEDY]
    if decision == REJECTED and not recourse:
        raise BadInput(_("Say where the customer can turn who does not accept this."), field="recourse")
    fields = {"decision": decision, "decision_words": words, "recourse": recourse, "decided_at": now}
    return _carry_on("decided", case, actor, now, fields | {"is_accepted": None})


def note_acceptance(case: Case, *, is_accepted: bool, actor: Actor, now: datetime) -> Complaint:
    """Keep whether the customer accepts what was decided.

    :raises NotVisible, NotAllowed, NoComplaint: see :func:`mark_complaint`
    :raises Conflict: if nothing was decided yet
    """
    complaint = complaint_of(case)
    if not complaint.decided_at:
        raise Conflict(_("Nothing was decided yet that anyone could accept."))
    return _carry_on("accepted" if is_accepted else "refused", case, actor, now, {"is_accepted": is_accepted})


def find_cause(
    case: Case,
    *,
    cause: Cause,
    words: str,
    actor: Actor,
    now: datetime,
    corrective_action: str = "",
    due_on: date | None = None,
    behind_unit: Unit | None = None,
    behind_offering: Offering | None = None,
) -> Complaint:
    """Say why it came about, whose work was behind it, and what will keep it from happening again.

    :raises NotVisible, NotAllowed, NoComplaint: see :func:`mark_complaint`
    :raises BadInput: if the cause is none of complaints, or without words
    """
    if cause.field != Cause.Field.COMPLAINT or cause.retired_at:
        raise BadInput(_("Choose a cause of complaints."), field="cause")
    fields = {
        "root_cause": required_words(words, "words", _("Say in a sentence why it came about.")),
        "corrective_action": corrective_action.replace("\x00", "").strip(),
        "corrective_due_on": due_on,
        "behind_unit_id": behind_unit and behind_unit.pk,
        "behind_offering_id": behind_offering and behind_offering.pk,
        "effect_checked_at": None,
        "effect_is_good": None,
    }
    return _carry_on("cause_found", case, actor, now, fields, of_case={"cause_id": cause.pk})


def check_effect(case: Case, *, is_good: bool, words: str, actor: Actor, now: datetime) -> Complaint:
    """Say whether what was done has helped; if not, another way has to be found.

    :raises NotVisible, NotAllowed, NoComplaint: see :func:`mark_complaint`
    :raises BadInput: without words
    :raises Conflict: if no cause was found yet
    """
    words = required_words(words, "words", _("Say how you know whether it has helped."))
    if not complaint_of(case).root_cause:
        raise Conflict(_("Find the cause first: without it nobody can say whether it is gone."))
    fields = {"effect_is_good": is_good, "effect_words": words, "effect_checked_at": now}
    return _carry_on("effect_checked", case, actor, now, fields)


def close_complaint(case: Case, *, actor: Actor, now: datetime) -> Complaint:
    """Put it to the files: the customer has an answer, and what was wrong has been seen to be right.

    :raises NotVisible, NotAllowed, NoComplaint: see :func:`mark_complaint`
    :raises Conflict: naming what is missing
    """
    missing = missing_to_close(complaint_of(case))
    if missing:
        raise Conflict(missing)
    return _carry_on("closed", case, actor, now, {"closed_at": now})


def require_decided(case: Case) -> None:
    """Refuse to resolve a complaint about which nothing was decided.

    :raises Conflict: saying so
    """
    complaint = Complaint.objects.system(REASON).filter(pk=case.pk).first()
    if complaint is not None and complaint.decision == UNDECIDED:
        raise Conflict(_("Decide about the complaint first: its customer is owed a decision."))


def missing_to_close(complaint: Complaint) -> str:
    """What is left to do before it may be closed, in a sentence, or ""."""
    if complaint.case.is_open:
        return _("Resolve the case first: its customer still waits.")
    if not complaint.root_cause:
        return _("Find the cause first, so that it does not happen again.")
    if complaint.effect_checked_at is None:
        return _("Check first whether what was done has helped.")
    if not complaint.effect_is_good:
        return _("What was done has not helped. Find another way, and check again.")
    if complaint.decision == REJECTED and complaint.is_accepted is False and not complaint.recourse:
        return _("The customer does not accept it. Say where else they can turn.")
    return ""


def complaint_of(case: Case) -> Complaint:
    """What a case has as a complaint.

    :raises NoComplaint: if it is none
    """
    complaint = Complaint.objects.system(REASON).select_related("case").filter(pk=case.pk).first()
    if complaint is None:
        raise NoComplaint(case)
    return complaint


@transaction.atomic
def _carry_on(
    verb: str,
    case: Case,
    actor: Actor,
    now: datetime,
    fields: Mapping[str, Any],
    of_case: Mapping[str, Any] | None = None,
) -> Complaint:
    """Change a complaint, and perhaps its case, and record ``cases.complaint_<verb>``."""
    case = case_to_work_on(case, actor)
    complaint = complaint_of(case)
    rows = [_set(complaint, fields), _set(case, of_case or {})]
    if of_case and "severity" in of_case:
        refresh_case_clocks(case, now=now, rule=True)
    _record(verb, case, actor, now, rows=rows)
    return complaint


def _set(row: Case | Complaint, fields: Mapping[str, Any]):
    before: Values = row_values(row)
    for name, value in fields.items():
        setattr(row, name, value)
    if fields:
        row.save(update_fields=[name.removesuffix("_id") for name in fields])
    return changed(row, before)


def _record(verb: str, case: Case, actor: Actor, now: datetime, *, rows, details=None) -> None:
    """Of a restricted case no timeline tells, and no value is kept."""
    record(
        f"cases.complaint_{verb}" if verb != "marked_complaint" else "cases.case_marked_complaint",
        subject=case,
        actor=actor,
        now=now,
        unit_id=case.unit_id,
        parties=() if case.is_restricted else customers_of(case),
        details=details,
        rows=() if case.is_restricted else rows,
    )


def _mark_message(message: Message, case: Case, actor: Actor) -> None:
    get_visible(Message, actor, message.pk)
    if not CaseConversation.objects.filter(conversation_id=message.conversation_id, case=case).exists():
        raise BadInput(_("This message belongs to another case."), field="message")
    Message.objects.system(REASON).filter(pk=message.pk).update(is_complaint=True)
