"""How units rate each other: who rates whom, weighted by use, beside how each rates itself; and the form of a round."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from twofold.core.access import get_visible
from twofold.core.actor import Level
from twofold.directory.web.forms import Day, DirectoryForm, local_today
from twofold.surveys.actions.between_units.begin import begin_between_units, least_of
from twofold.surveys.actions.between_units.tell import between_units as of_units
from twofold.surveys.models import Survey, Wave
from twofold.surveys.queries.unit_ratings import asked_questions, matrix_of, told_rounds
from twofold.surveys.web.surveys.tabs import survey_head

TEMPLATE = "surveys/web/between_units/between_units.html"
ROUND = "surveys/web/between_units/begin.html"
YEAR, FORTNIGHT = timedelta(days=365), timedelta(days=14)


class RoundForm(DirectoryForm):
    """What is looked at, and how long one may answer."""

    since = Day(label=gettext_lazy("Looks at what was used from"), required=True)
    until = Day(label=gettext_lazy("Until before"), required=True)
    closes_at = Day(label=gettext_lazy("Closes on"), required=True)

    def moments(self) -> dict[str, datetime]:
        """The days as moments, from midnight to midnight."""
        return {name: _midnight(day) for name, day in self.cleaned_data.items()}


@require_GET
def between_units(request: HttpRequest, pk: int) -> HttpResponse:
    """What was told of a round: the latest, or another."""
    survey = get_visible(Survey, request.actor, pk)
    rounds = told_rounds(survey)
    chosen = next(
        (one for one in rounds if str(one.pk) == request.GET.get("round")), rounds[0] if rounds else None
    )
    questions = asked_questions(chosen) if chosen else []
    question = next((one for one in questions if str(one.pk) == request.GET.get("question")), None)
    question = question or (questions[0] if questions else None)
    context = survey_head(request, survey, "between-units") | {
        "rounds": rounds,
        "round": chosen,
        "questions": questions,
        "matrix": matrix_of(chosen, question) if chosen and question else None,
        "least": least_of(survey),
        "open_round": _open_round(survey),
        "may_begin": (request.actor.level_in(survey.unit_id) or 0) >= Level.WORK
        and survey.state == Survey.State.LIVE,
    }
    return render(request, TEMPLATE, context)


@require_http_methods(["GET", "POST"])
def between_units_begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a round."""
    survey, today = get_visible(Survey, request.actor, pk, "work"), local_today()
    initial = {"since": today - YEAR, "until": today, "closes_at": today + FORTNIGHT}
    form = RoundForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.carried_out(_begin, request=request, survey=survey, form=form):
        messages.success(request, _("The round has begun. What may be told is told once it has closed."))
        return redirect("surveys:between-units", pk)
    context = survey_head(request, survey, "between-units") | {"form": form, "least": least_of(survey)}
    return render(request, ROUND, context, status=422 if form.is_bound else 200)


def _begin(request: HttpRequest, survey: Survey, form: RoundForm) -> Wave:
    who: dict[str, Any] = {"actor": request.actor, "now": timezone.now()}
    return begin_between_units(survey, **form.moments(), **who)


def _open_round(survey: Survey) -> Wave | None:
    """A round that is being answered, or has just been, of which nothing is told yet."""
    states = (Wave.State.OPEN, Wave.State.CLOSED)
    waves = of_units(survey.waves.filter(state__in=states, unit_ratings=None, closes_at__isnull=False))
    return waves.order_by("-number").first()


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
