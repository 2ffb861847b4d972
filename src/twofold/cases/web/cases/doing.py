"""What every act on the page of a case has in common: it posts one form, and shows the page again."""

import json
from collections.abc import Callable
from datetime import datetime

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from twofold.cases.models import Case
from twofold.cases.web.cases.page import TEMPLATE, changed_case_page
from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.errors import DomainError
from twofold.ui.undo import offer_undo

Act = Callable[[Case, dict, Actor, datetime], object]


def carry_out(request: HttpRequest, case: Case, name: str, form: Form, act: Act, done: str) -> HttpResponse:
    """Act, and show the page: anew after a success, else with what is wrong at the field.

    :param name: of the form among those of the page, which is also its prefix
    """
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
    page = changed_case_page(request, case.pk, **fields)
    return render(request, TEMPLATE + ("#case" if request.htmx else ""), {"page": page}, status=status)
