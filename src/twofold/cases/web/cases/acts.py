"""What can be done on the page of a case: each posts one form and shows the page again."""

import json
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from twofold.cases.actions import cases as actions
from twofold.cases.actions.details import detail_case
from twofold.cases.actions.notes import note_case
from twofold.cases.actions.recording import case_to_work_on
from twofold.cases.models import Case
from twofold.cases.web.cases import forms
from twofold.cases.web.cases.page import (
    TEMPLATE,
    assign_form,
    case_page,
    details_form,
    looked_after,
    other_units,
)
from twofold.core.access import get_visible, visible_list
from twofold.core.actor import Actor
from twofold.core.conflicts import EditedMeanwhile
from twofold.core.errors import BadInput, Conflict, DomainError
from twofold.core.plates import house
from twofold.ui.originals import ORIGINAL
from twofold.ui.undo import offer_undo

Act = Callable[[Case, dict, Actor, datetime], object]


@require_POST
def case_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the customer something."""
    case = get_visible(Case, request.actor, pk)
    form = forms.AnswerForm(request.POST, prefix="answer")
    return _do(request, case, "answer", form, _answer, _("The answer is kept."))


@require_POST
def case_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a note at the case."""
    case = get_visible(Case, request.actor, pk)
    form = forms.NoteForm(request.POST, prefix="note")
    return _do(request, case, "note", form, _note, _("The note is kept. It will never be sent to anyone."))


@require_POST
def case_assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who looks after it, or take it."""
    case = get_visible(Case, request.actor, pk)
    form = assign_form(case, request.POST)
    return _do(request, case, "assign", form, _assign(form), _("It is settled who looks after it."))


@require_POST
def case_resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark it resolved."""
    case = get_visible(Case, request.actor, pk)
    form = forms.ResolveForm(request.POST, prefix="resolve")
    return _do(request, case, "resolve", form, _resolve, _("Case #%(pk)s is resolved.") % {"pk": pk})


@require_POST
def case_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open it again."""
    case = get_visible(Case, request.actor, pk)
    form = forms.ReopenForm(request.POST, prefix="reopen")
    return _do(request, case, "reopen", form, _reopen, _("Case #%(pk)s is open again.") % {"pk": pk})


@require_POST
def case_transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """Pass it on to another unit."""
    case = get_visible(Case, request.actor, pk)
    form = forms.TransferForm(other_units(case), request.POST, prefix="transfer")
    return _do(request, case, "transfer", form, _transfer, _("Case #%(pk)s is passed on.") % {"pk": pk})


@require_POST
def case_details(request: HttpRequest, pk: int) -> HttpResponse:
    """Change its attributes."""
    case = get_visible(Case, request.actor, pk)
    form = details_form(case, request.actor, request.POST).get("details")
    if form is None:
        raise BadInput(_("Cases have no attributes here. An administrator adds them in the settings."))

    def detail(case: Case, given: dict, actor: Actor, now: datetime) -> None:
        detail_case(case, attributes=form.given_attributes(), actor=actor, now=now)

    return _do(request, case, "details", form, detail, _("Saved."))


@require_POST
def case_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask another unit for what it needs."""
    case = get_visible(Case, request.actor, pk)
    form = forms.AskForm(other_units(case), request.POST, prefix="ask")
    return _do(
        request, case, "ask", form, _ask, _("The other unit is asked. The customer does not see that case.")
    )


def _answer(case: Case, given: dict, actor: Actor, now: datetime) -> None:
    actions.answer_case(case, words=given["words"], actor=actor, now=now)


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
    actions.resolve_case(case, resolution=given["resolution"], actor=actor, now=now)


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


def _do(request: HttpRequest, case: Case, name: str, form: Form, act: Act, done: str) -> HttpResponse:
    """Act, and show the page: anew after a success, else with what is wrong at the field."""
    if form.is_valid():
        try:
            act(case, form.cleaned_data, request.actor, timezone.now())
        except DomainError as refusal:
            if refusal.status == 403:
                raise
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            return _done(request, case, name, done)
    return _show(request, case, broken={name: form}, drafts=request.POST, status=422)


def _done(request: HttpRequest, case: Case, name: str, sentence: str) -> HttpResponse:
    is_still_here = visible_list(Case, request.actor).filter(pk=case.pk).exists()
    if request.htmx and is_still_here:
        drafts = {field: words for field, words in request.POST.items() if not field.startswith(f"{name}-")}
        answer = _show(request, case, drafts=drafts)
        answer["HX-Trigger"] = json.dumps({"toast": {"text": sentence, "tone": "good"}})
        return answer
    offer_undo(request, sentence)
    if request.htmx:
        return HttpResponseClientRedirect(reverse("lists:case"))
    return redirect("cases:case-detail", pk=case.pk) if is_still_here else redirect("lists:case")


def _show(request: HttpRequest, case: Case, *, status: int = 200, **fields) -> HttpResponse:
    page = case_page(request.actor, case, timezone.now(), **fields)
    return render(request, TEMPLATE + ("#case" if request.htmx else ""), {"page": page}, status=status)
