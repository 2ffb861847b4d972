"""Surveys and their results."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from twofold.core.access import get_visible, visible_list
from twofold.core.paging import keyset_page
from twofold.directory.models import Party
from twofold.relationships.models import Side
from twofold.science.disclosure import LEAST_K
from twofold.surveys.models import Response, Survey
from twofold.surveys.queries.results import results_of
from twofold.surveys.queries.timeline import in_words, sheets_of
from twofold.surveys.web.surveys.drawing import figure_card, gap_chart, spread_of
from twofold.surveys.web.surveys.tabs import survey_head

SHOWN = 5


@require_GET
def survey_list(request: HttpRequest) -> HttpResponse:
    """The surveys of the asker's units, newest first."""
    surveys = visible_list(Survey, request.actor).select_related("unit__party").annotate(sheets=_sheets())
    if request.shown_side in Side.values:
        surveys = surveys.filter(side=request.shown_side)
    page = keyset_page(
        surveys, order=("created_at", "pk"), token=request.GET.get("after", ""), descending=True
    )
    context = {
        "rows": [(survey, _told(survey)) for survey in page.rows],
        "before_url": f"?after={page.before}" if page.before else "",
        "after_url": f"?after={page.after}" if page.after else "",
    }
    return render(request, "surveys/web/surveys/survey_list.html", context)


@require_GET
def survey_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What a survey says, as far as its mode lets it be told."""
    survey = get_visible(Survey, request.actor, pk)
    per = request.GET.get("per", "")
    per_dimension = int(per) if per.isdecimal() and len(per) < 4 else 0
    results = results_of(request.actor, survey, per_dimension=per_dimension)
    context = survey_head(request, survey, "results") | {
        "results": results,
        "per": per_dimension or "",
        "figures": [figure_card(question, reading, survey.side) for question, reading in results.scores],
        "spreads": [(q, reading, spread_of(reading)) for q, reading in [*results.scores, *results.scales]],
        "gap_chart": gap_chart(results.gaps) if results.gaps else None,
    }
    return render(request, "surveys/web/surveys/survey_detail.html", context)


@require_GET
def party_answers(request: HttpRequest, pk: int) -> HttpResponse:
    """What a party answered by name, as a panel of its page."""
    party = get_visible(Party, request.actor, pk, "name")
    sheets = sheets_of(request.actor, [party.pk])[:SHOWN]
    if request.shown_side == Side.INTERNAL:
        sheets = []
    context = {
        "party": party,
        "sheets": [(sheet, [in_words(answer) for answer in sheet.answers.all()]) for sheet in sheets],
    }
    template = "surveys/web/surveys/party_answers.html"
    return render(request, template + ("#panel" if request.htmx else ""), context)


def _sheets() -> Subquery:
    sheets: QuerySet[Response] = Response.objects.system("how many answered, told from five up")
    counted = sheets.filter(survey=OuterRef("pk")).order_by().values("survey").annotate(n=Count("pk"))
    return Subquery(counted.values("n"))


def _told(survey: Survey) -> int | None:
    """How many answered, unless so few that it would tell who."""
    n = survey.sheets or 0
    return None if survey.is_protected and n < LEAST_K else n
