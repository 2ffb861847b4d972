"""Surveys and their results."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from twofold.core.access import get_visible, visible_list
from twofold.core.paging import keyset_page
from twofold.directory.models import Party
from twofold.relationships.models import Side
from twofold.surveys.models import Survey
from twofold.surveys.queries.disclosure.participation import told_sheets
from twofold.surveys.queries.disclosure.sheets import sheets_of_party
from twofold.surveys.queries.timeline import in_words

SHOWN = 5


@require_GET
def survey_list(request: HttpRequest) -> HttpResponse:
    """The surveys of the asker's units, newest first."""
    surveys = visible_list(Survey, request.actor).select_related("unit__party")
    if request.shown_side in Side.values:
        surveys = surveys.filter(side=request.shown_side)
    page = keyset_page(
        surveys, order=("created_at", "pk"), token=request.GET.get("after", ""), descending=True
    )
    answered = told_sheets(page.rows)
    context = {
        "rows": [(survey, answered.get(survey.pk)) for survey in page.rows],
        "before_url": f"?after={page.before}" if page.before else "",
        "after_url": f"?after={page.after}" if page.after else "",
    }
    return render(request, "surveys/web/surveys/survey_list.html", context)


@require_GET
def party_answers(request: HttpRequest, pk: int) -> HttpResponse:
    """What a party answered by name, as a panel of its page."""
    party = get_visible(Party, request.actor, pk, "name")
    sheets = sheets_of_party(request.actor, [party.pk])[:SHOWN]
    if request.shown_side == Side.INTERNAL:
        sheets = []
    context = {
        "party": party,
        "sheets": [(sheet, [in_words(answer) for answer in sheet.answers.all()]) for sheet in sheets],
    }
    template = "surveys/web/surveys/party_answers.html"
    return render(request, template + ("#panel" if request.htmx else ""), context)
