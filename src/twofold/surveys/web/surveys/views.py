"""Surveys and their results."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from twofold.core.access import get_visible
from twofold.directory.models import Party
from twofold.relationships.models import Side
from twofold.surveys.queries.disclosure.sheets import sheets_of_party
from twofold.surveys.queries.timeline import in_words

SHOWN = 5


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
