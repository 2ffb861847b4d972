"""Making good: what a customer is given for what went wrong, and what it costs."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.cases.actions.complaints import complaint_of
from twofold.cases.actions.recording import case_to_work_on, customers_of
from twofold.cases.models import Case, Remedy
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict
from twofold.core.money import Money
from twofold.core.plates import RowChange
from twofold.core.rows import changed, created, row_values
from twofold.timeline.actions import record


@transaction.atomic
def promise_remedy(
    case: Case, *, kind: str, actor: Actor, now: datetime, words: str = "", cost: Money | None = None
) -> Remedy:
    """Promise something to make good a complaint.

    :param cost: what it costs the enterprise; None: nothing that could be counted
    :raises NotVisible: if the actor may not see the case
    :raises NotAllowed: if the actor may not work on it
    :raises NoComplaint: if it is none
    :raises BadInput: if there is no such kind of remedy, or its cost is below zero
    """
    if kind not in Remedy.Kind.values:
        raise BadInput(_("Choose what is given."), field="kind")
    if cost and cost.minor < 0:
        raise BadInput(_("A cost is zero or more."), field="cost")
    case = case_to_work_on(case, actor)
    complaint_of(case)
    remedy = Remedy.objects.create(
        case=case,
        kind=kind,
        words=words.replace("\x00", "").strip()[:300],
        cost_minor=cost.minor if cost else 0,
        currency=cost.currency if cost else "",
        promised_at=now,
    )
    _record("remedy_promised", remedy, case, actor, now, created(remedy))
    return remedy


@transaction.atomic
def give_remedy(remedy: Remedy, *, actor: Actor, now: datetime) -> Remedy:
    """Note that the customer has got it. Raises as :func:`promise_remedy`, and Conflict if they had it before."""
    case = case_to_work_on(remedy.case, actor)
    remedy = Remedy.objects.system("the actor may work on its case").select_for_update().get(pk=remedy.pk)
    if remedy.given_at:
        raise Conflict(_("This was given already."))
    before = row_values(remedy)
    remedy.given_at = now
    remedy.save(update_fields=["given_at"])
    _record("remedy_given", remedy, case, actor, now, changed(remedy, before))
    return remedy


def _record(verb: str, remedy: Remedy, case: Case, actor: Actor, now: datetime, row: RowChange) -> None:
    record(
        f"cases.{verb}",
        subject=case,
        actor=actor,
        now=now,
        unit_id=case.unit_id,
        parties=() if case.is_restricted else customers_of(case),
        details={"remedy": remedy.pk, "kind": remedy.kind},
        rows=() if case.is_restricted else [row],
    )
