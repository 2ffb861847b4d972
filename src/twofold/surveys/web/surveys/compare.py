"""Inside and outside on one page."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twofold.relationships.models import Side
from twofold.surveys.models import Question
from twofold.surveys.queries.results.compare import Compared, both_sides
from twofold.surveys.web.surveys.drawing import figure_card
from twofold.ui.shapes import Figure


@dataclass(frozen=True)
class Half:
    """One side of an instrument: its figures, the newest first."""

    side: str
    figures: list[Figure]


@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """The same instruments on the same axes, inside beside outside."""
    found = both_sides(request.actor)
    context = {
        "instruments": [
            (
                _("Would recommend") if instrument == "nps" else Question.Instrument(instrument).label,
                [Half(side, [_card(one) for one in halves.get(side, ())]) for side in Side.values],
                instrument == "nps",
            )
            for instrument, halves in found.items()
        ],
        "crumbs": [{"label": _("Surveys"), "url": reverse("surveys:survey-list")}],
    }
    return render(request, "surveys/web/surveys/compare.html", context)


def _card(one: Compared) -> Figure:
    card = figure_card(one.question, one.reading, one.survey.side)
    return Figure(
        **vars(card)
        | {
            "label": one.survey.name,
            "context": one.question.wording,
            "rows_url": reverse("surveys:survey-detail", args=(one.survey.pk,)),
        }
    )
