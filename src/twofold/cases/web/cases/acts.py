"""What can be done on the page of a case: each posts one form and shows the page again."""

from datetime import datetime

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from twofold.accounts.queries.workers import workers_of
from twofold.cases.actions import cases as actions
from twofold.cases.actions.details import detail_case
from twofold.cases.actions.notes import note_case
from twofold.cases.actions.recording import case_to_work_on
from twofold.cases.models import Case
from twofold.cases.queries.conversations import conversation_to_answer
from twofold.cases.queries.said import messages_of
from twofold.cases.web.cases import forms
from twofold.cases.web.cases.doing import Act, carry_out
from twofold.cases.web.cases.page import (
    assign_form,
    details_form,
    looked_after,
    other_units,
    waits_for_children,
)
from twofold.conversations.actions.send import SpokenMeanwhile
from twofold.core.access import get_visible
from twofold.core.actor import Actor
from twofold.core.conflicts import EditedMeanwhile
from twofold.core.errors import BadInput, Conflict
from twofold.core.plates import house
from twofold.ui.originals import ORIGINAL


@require_POST
def case_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the customer something."""
    case = get_visible(Case, request.actor, pk)
    form = forms.AnswerForm(request.POST, prefix="answer")
    is_sent = conversation_to_answer(case, request.actor) is not None
    done = _("The answer is on its way.") if is_sent else _("The answer is kept.")
    return carry_out(request, case, "answer", form, _answer(form), done)


@require_POST
def case_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a note at the case."""
    case = get_visible(Case, request.actor, pk)
    form = forms.NoteForm(request.POST, prefix="note")
    return carry_out(
        request, case, "note", form, _note, _("The note is kept. It will never be sent to anyone.")
    )


@require_POST
def case_assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who looks after it, or take it."""
    case = get_visible(Case, request.actor, pk)
    form = assign_form(case, workers_of(case.unit_id), request.POST)
    return carry_out(request, case, "assign", form, _assign(form), _("It is settled who looks after it."))


@require_POST
def case_resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark it resolved."""
    case = get_visible(Case, request.actor, pk)
    form = forms.ResolveForm(request.POST, prefix="resolve", waits=waits_for_children(case))
    return carry_out(request, case, "resolve", form, _resolve, _("Case #%(pk)s is resolved.") % {"pk": pk})


@require_POST
def case_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open it again."""
    case = get_visible(Case, request.actor, pk)
    form = forms.ReopenForm(request.POST, prefix="reopen")
    return carry_out(request, case, "reopen", form, _reopen, _("Case #%(pk)s is open again.") % {"pk": pk})


@require_POST
def case_transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """Pass it on to another unit."""
    case = get_visible(Case, request.actor, pk)
    form = forms.TransferForm(other_units(case), request.POST, prefix="transfer")
    return carry_out(request, case, "transfer", form, _transfer, _("Case #%(pk)s is passed on.") % {"pk": pk})


@require_POST
def case_details(request: HttpRequest, pk: int) -> HttpResponse:
    """Change its attributes."""
    case = get_visible(Case, request.actor, pk)
    form = details_form(case, request.actor, request.POST).get("details")
    if form is None:
        raise BadInput(_("Cases have no attributes here. An administrator adds them in the settings."))

    def detail(case: Case, given: dict, actor: Actor, now: datetime) -> None:
        detail_case(case, attributes=form.given_attributes(), actor=actor, now=now)

    return carry_out(request, case, "details", form, detail, _("Saved."))


@require_POST
def case_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask another unit for what it needs."""
    case = get_visible(Case, request.actor, pk)
    form = forms.AskForm(other_units(case), request.POST, prefix="ask")
    return carry_out(
        request, case, "ask", form, _ask, _("The other unit is asked. The customer does not see that case.")
    )


def _answer(form: forms.AnswerForm) -> Act:
    def answer(case: Case, given: dict, actor: Actor, now: datetime) -> None:
        try:
            actions.answer_case(case, words=given["words"], seen=given["seen"], actor=actor, now=now)
        except SpokenMeanwhile:
            newest = messages_of(case, actor).filter(conversation=conversation_to_answer(case, actor)).first()
            form.data = form.data.copy()
            form.data[form.add_prefix("seen")] = str(newest.pk) if newest else ""
            raise

    return answer


def _note(case: Case, given: dict, actor: Actor, now: datetime) -> None:
    note_case(case, body=given["body"], actor=actor, now=now)


def _assign(form: forms.AssignForm) -> Act:
    @transaction.atomic
    def assign(case: Case, given: dict, actor: Actor, now: datetime) -> None:
        locked = case_to_work_on(case, actor)
        try:
            form.settle(looked_after(locked))
        except EditedMeanwhile:
            _say_who_has_it(form, locked)
        why = given.get("reason", "")
        actions.assign_case(locked, person_id=given["assignee"], reason=why, actor=actor, now=now)

    return assign


def _say_who_has_it(form: forms.AssignForm, case: Case) -> None:
    """Two people gave it to two others: the second hears of the first, and may still decide otherwise.

    :raises Conflict: always
    """
    form.data = form.data.copy()
    form.data[form.add_prefix(ORIGINAL)] = form.token(looked_after(case))
    name = house().party_names([case.assignee_id]).get(case.assignee_id)
    sentence = _("%(name)s has it by now. Save again if someone else shall.") if name else None
    raise Conflict(
        sentence % {"name": name}
        if sentence
        else _("It was put back meanwhile. Save again if someone shall."),
        field="assignee",
    )


def _resolve(case: Case, given: dict, actor: Actor, now: datetime) -> None:
    despite = given.get("despite", "")
    actions.resolve_case(case, resolution=given["resolution"], despite=despite, actor=actor, now=now)


def _reopen(case: Case, given: dict, actor: Actor, now: datetime) -> None:
    actions.reopen_case(case, reason=given["reason"], actor=actor, now=now)


def _transfer(case: Case, given: dict, actor: Actor, now: datetime) -> None:
    actions.transfer_case(case, unit_id=given["unit"], reason=given["reason"], actor=actor, now=now)


def _ask(case: Case, given: dict, actor: Actor, now: datetime) -> None:
    actions.open_child_case(
        case,
        unit_id=given["unit"],
        title=given["title"],
        description=given["description"],
        actor=actor,
        now=now,
    )
