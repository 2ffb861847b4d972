"""The deeper figures of a survey. Pages read what workers have stored."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twofold.core.access import get_visible
from twofold.core.actor import Level
from twofold.core.errors import BadInput
from twofold.surveys.actions.figures.planning import ask_for_figures, plan_figures
from twofold.surveys.models import FigurePlan, Survey
from twofold.surveys.queries.figures.scopes import to_compute
from twofold.surveys.queries.figures.shown import shown_figures
from twofold.surveys.web.depth.forms import PlanForm
from twofold.surveys.web.depth.page import drawn
from twofold.surveys.web.surveys.tabs import survey_head


@require_GET
def survey_drivers(request: HttpRequest, pk: int) -> HttpResponse:
    """Drivers, gaps, importance against performance, weighting, agreement and themes of a survey."""
    return _page(request, pk)


@require_POST
def survey_figures_compute(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the figures computed again."""
    survey = get_visible(Survey, request.actor, pk)
    ask_for_figures(survey, actor=request.actor, now=timezone.now())
    messages.success(
        request, _("The figures are being computed. They appear here as soon as all of them are done.")
    )
    return redirect("surveys:survey-drivers", pk)


@require_POST
def survey_figures_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose what is compared, and have the figures computed by it as soon as there is something to compute."""
    survey = get_visible(Survey, request.actor, pk, "work")
    form = PlanForm(survey, FigurePlan.objects.filter(survey=survey).first(), request.POST)
    if form.is_valid():
        now = timezone.now()
        try:
            plan_figures(
                survey, outcome_id=form.outcome_id, dimensions=form.names, actor=request.actor, now=now
            )
        except BadInput as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            if to_compute(survey):
                return survey_figures_compute(request, pk)
            messages.success(request, _("Kept."))
            return redirect("surveys:survey-drivers", pk)
    return _page(request, pk, form=form, status=422)


def _page(request: HttpRequest, pk: int, *, form: PlanForm | None = None, status: int = 200) -> HttpResponse:
    survey = get_visible(Survey, request.actor, pk, joined=("unit__party",))
    shown = shown_figures(
        request.actor, survey, round_number=request.GET.get("round", ""), now=timezone.now()
    )
    may_work = (request.actor.level_in(survey.unit_id) or 0) >= Level.WORK
    context = survey_head(request, survey, "drivers") | {
        "shown": shown,
        "drawn": drawn(shown),
        "may_compute": may_work and shown.may_compute and not shown.run,
        "form": (form or PlanForm(survey, shown.plan)) if may_work and not shown.is_settled else None,
    }
    context["is_first"] = bool(context["form"] and context["may_compute"] and not context["drawn"])
    return render(request, "surveys/web/depth/survey_drivers.html", context, status=status)
