"""The list of surveys: which are asking, which are being written, which have closed."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twofold.core.access import visible_list
from twofold.core.actor import Level
from twofold.core.paging import keyset_page
from twofold.relationships.models import Side
from twofold.surveys.models import Survey
from twofold.surveys.queries.disclosure.participation import told_sheets

TEMPLATE = "surveys/web/surveys/survey_list.html"
LOOKS = {
    Survey.State.LIVE: ("good", "player-play"),
    Survey.State.DRAFT: ("hollow", "pencil"),
    Survey.State.CLOSED: ("plain", "lock"),
}


@require_GET
def survey_list(request: HttpRequest) -> HttpResponse:
    """The surveys of the asker's units, newest first (``?state=``, ``?q=``)."""
    surveys = visible_list(Survey, request.actor).select_related("unit__party")
    if request.shown_side in Side.values:
        surveys = surveys.filter(side=request.shown_side)
    if words := request.GET.get("q", "").strip()[:100]:
        surveys = surveys.filter(name__icontains=words)
    counts = dict(surveys.order_by().values_list("state").annotate(n=Count("pk")))
    state = request.GET.get("state", "")
    if state in Survey.State.values:
        surveys = surveys.filter(state=state)
    page = keyset_page(
        surveys, order=("created_at", "pk"), token=request.GET.get("after", ""), descending=True
    )
    answered = told_sheets(page.rows)
    kept = {"state": state, "q": words}
    context = {
        "rows": [
            (survey, answered.get(survey.pk), *LOOKS[Survey.State(survey.state)]) for survey in page.rows
        ],
        "tabs": _tabs(state, words, counts),
        "words": words,
        "state": state,
        "may_begin": bool(request.actor.units(Level.WORK)),
        "works_in": request.actor.units(Level.WORK),
        "before_url": _address(kept | {"after": page.before}) if page.before else "",
        "after_url": _address(kept | {"after": page.after}) if page.after else "",
    }
    return render(request, TEMPLATE, context)


def _tabs(state: str, words: str, counts: Mapping[str, int]) -> list[dict[str, Any]]:
    kinds = [("", _("All"), sum(counts.values())), *_states(counts)]
    return [
        {"label": label, "url": _address({"state": value, "q": words}), "active": value == state, "count": n}
        for value, label, n in kinds
    ]


def _states(counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    labels = (
        (Survey.State.LIVE, _("Asking")),
        (Survey.State.DRAFT, _("Drafts")),
        (Survey.State.CLOSED, _("Closed")),
    )
    return [(state.value, label, counts.get(state, 0)) for state, label in labels]


def _address(asked: Mapping[str, str]) -> str:
    return f"?{urlencode({name: value for name, value in asked.items() if value})}"
