"""When a survey asks by itself: its moments, and what they did lately."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from twofold.core.access import get_visible
from twofold.surveys.actions.triggers.settings import add_trigger, remove_trigger, switch_trigger
from twofold.surveys.models import Survey, Trigger
from twofold.surveys.queries.triggers import sending_of, triggers_of
from twofold.surveys.web.surveys.tabs import survey_head
from twofold.surveys.web.triggers.forms import TriggerForm

TEMPLATE = "surveys/web/triggers/triggers.html"


@require_http_methods(["GET", "POST"])
def survey_triggers(request: HttpRequest, pk: int) -> HttpResponse:
    """The moments, and the form of another."""
    survey, now = get_visible(Survey, request.actor, pk, "work"), timezone.now()
    form = TriggerForm(survey, request.POST or None)
    who: dict[str, Any] = {"actor": request.actor, "now": now}
    if request.method == "POST" and form.carried_out(lambda: add_trigger(survey, **form.cleaned_data, **who)):
        messages.success(request, _("It asks from now on; of what was before, nobody is asked."))
        return redirect("surveys:survey-triggers", pk)
    context = survey_head(request, survey, "triggers") | {
        "triggers": triggers_of(survey, now),
        "sending": sending_of(survey, now),
        "is_anonymous": survey.mode == Survey.Mode.ANONYMOUS,
        "form": form,
    }
    return render(request, TEMPLATE, context, status=422 if form.is_bound else 200)


@require_POST
def trigger_switch(request: HttpRequest, pk: int, trigger: int) -> HttpResponse:
    """On, or off."""
    get_visible(Survey, request.actor, pk, "work")
    found = get_object_or_404(Trigger, pk=trigger, survey_id=pk)
    is_on = request.POST.get("on") == "yes"
    switch_trigger(found, is_on=is_on, actor=request.actor, now=timezone.now())
    messages.success(request, _("It asks again from now on.") if is_on else _("It asks no more."))
    return redirect("surveys:survey-triggers", pk)


@require_POST
def trigger_remove(request: HttpRequest, pk: int, trigger: int) -> HttpResponse:
    """Gone; who was invited stays invited."""
    get_visible(Survey, request.actor, pk, "work")
    found = get_object_or_404(Trigger, pk=trigger, survey_id=pk)
    remove_trigger(found, actor=request.actor, now=timezone.now())
    messages.success(request, _("Removed. Who was invited stays invited."))
    return redirect("surveys:survey-triggers", pk)
