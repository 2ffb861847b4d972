"""What a customer does on the page of a case."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from twofold.cases.actions.self_service import say_not_solved, withdraw_case, write_in_case
from twofold.cases.models import Case
from twofold.cases.portal.cases.forms import NotSolvedForm, WithdrawForm, WriteForm
from twofold.cases.portal.cases.page import case_shown
from twofold.cases.portal.context import in_portal
from twofold.cases.queries.followed import followed_case
from twofold.core.errors import DomainError


@in_portal
@require_POST
def case_write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to whoever looks after it."""

    def act(case: Case, form: WriteForm) -> Case:
        write_in_case(case, **form.cleaned_data, actor=request.actor, now=timezone.now())
        messages.success(request, _("Sent."))
        return case

    return _carry_out(request, pk, "write", WriteForm(request.POST, request.FILES), act)


@in_portal
@require_POST
def case_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that it is not needed any more."""

    def act(case: Case, form: WithdrawForm) -> Case:
        withdraw_case(case, reason=form.cleaned_data["reason"], actor=request.actor, now=timezone.now())
        messages.success(request, _("Withdrawn. Thank you for telling us."))
        return case

    return _carry_out(request, pk, "withdraw", WithdrawForm(request.POST), act)


@in_portal
@require_POST
def case_not_solved(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that it is not solved after all."""

    def act(case: Case, form: NotSolvedForm) -> Case:
        words = form.cleaned_data["words"]
        opened = say_not_solved(case, words=words, actor=request.actor, now=timezone.now())
        messages.success(request, _("It is open again. We are sorry that it was not right."))
        return opened

    return _carry_out(request, pk, "not_solved", NotSolvedForm(request.POST), act)


def _carry_out(
    request: HttpRequest, pk: int, name: str, form: Form, act: Callable[[Case, Form], Case]
) -> HttpResponse:
    case = followed_case(request.actor, pk)
    if form.is_valid():
        try:
            return redirect("portal:case-detail", act(case, form).pk)
        except DomainError as refusal:
            if refusal.status == 403:
                raise
            form.add_error(None, refusal.sentence)
    return case_shown(request, followed_case(request.actor, pk), {name: form})
