"""The rounds of a survey: what goes on in each, in numbers, and planning the next."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from twofold.core.access import get_visible
from twofold.core.errors import Conflict, DomainError
from twofold.jobs.actions.enqueue import enqueue_unique
from twofold.surveys.actions.asking.rounds import cancel_round, close_round, plan_round, retry_round
from twofold.surveys.models import Survey, Wave
from twofold.surveys.queries.asking.audiences import require_fitting
from twofold.surveys.queries.asking.preview import Preview, preview
from twofold.surveys.queries.asking.rounds import rounds_of
from twofold.surveys.tasks import open_planned_round
from twofold.surveys.web.asking.forms import RoundForm
from twofold.surveys.web.asking.words import WHOM
from twofold.surveys.web.surveys.tabs import survey_head

LIST = "surveys/web/asking/round_list.html"
NEW = "surveys/web/asking/round_new.html"


@require_safe
def round_list(request: HttpRequest, pk: int) -> HttpResponse:
    """All rounds, the newest first."""
    survey = get_visible(Survey, request.actor, pk, "work")
    context = survey_head(request, survey, "rounds") | {
        "rounds": [(one, WHOM.get(one.wave.audience.get("kind", ""), "")) for one in rounds_of(survey)],
        "may_plan": survey.state == Survey.State.LIVE,
        "now": timezone.now(),
    }
    return render(request, LIST, context)


@require_http_methods(["GET", "POST"])
def round_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan a round: first look at what it would do (``go=look``), then do it."""
    survey, now = get_visible(Survey, request.actor, pk, "work"), timezone.now()
    if survey.state != Survey.State.LIVE:
        raise Conflict(_("This survey is not asking anyone. Send it out first."))
    form = RoundForm(survey, request.actor, now, request.POST or None)
    looked: Preview | None = None
    if request.method == "POST" and request.POST.get("go") == "look":
        looked = form.carried_out(lambda: _look(form, survey, request, now))
    elif request.method == "POST":
        wave = form.carried_out(
            lambda: plan_round(
                survey,
                audience=form.audience(),
                timing=form.timing(),
                name=form.cleaned_data["name"],
                actor=request.actor,
                now=now,
            )
        )
        if wave is not None:
            return _planned(request, wave)
    context = survey_head(request, survey, "rounds") | {"form": form, "looked": looked}
    return render(request, NEW, context, status=422 if form.errors else 200)


@require_POST
def round_close(request: HttpRequest, pk: int, wave: int) -> HttpResponse:
    """Take answers no more."""
    return _act(request, pk, wave, close_round, _("The round is closed."))


@require_POST
def round_cancel(request: HttpRequest, pk: int, wave: int) -> HttpResponse:
    """Take back a round that has not opened."""
    return _act(request, pk, wave, cancel_round, _("The round will not take place."))


@require_POST
def round_retry(request: HttpRequest, pk: int, wave: int) -> HttpResponse:
    """Try again to open a round, or to release it."""
    survey = get_visible(Survey, request.actor, pk, "work")
    retry_round(get_object_or_404(Wave, pk=wave, survey=survey), actor=request.actor)
    messages.success(request, _("It is tried again within a minute."))
    return redirect("surveys:round-list", pk)


def _look(form: RoundForm, survey: Survey, request: HttpRequest, now: Any) -> Preview:
    audience = form.audience()
    require_fitting(audience, survey)
    return preview(audience, survey, salt="plan", actor=request.actor, now=now)


def _planned(request: HttpRequest, wave: Wave) -> HttpResponse:
    if wave.opens_at <= timezone.now():
        enqueue_unique(open_planned_round, f"wave:{wave.pk}", wave.pk)
        messages.success(request, _("The round opens, and its mails leave one after the other."))
    else:
        messages.success(request, _("Planned. It opens by itself when its time has come."))
    return redirect("surveys:round-list", wave.survey_id)


def _act(request: HttpRequest, pk: int, wave: int, act: Any, done: str) -> HttpResponse:
    survey = get_visible(Survey, request.actor, pk, "work")
    try:
        act(get_object_or_404(Wave, pk=wave, survey=survey), actor=request.actor, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, done)
    return redirect("surveys:round-list", pk)
