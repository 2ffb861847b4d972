"""How a case was rated, as a panel of its page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from twofold.cases.models import Case
from twofold.core.access import get_visible
from twofold.relationships.models import Side
from twofold.surveys.queries.ratings import answer_behind, ratings_of


@require_GET
def case_rating(request: HttpRequest, pk: int) -> HttpResponse:
    """Every closure's rating, the latest first, and the answer that the case came of."""
    case = get_visible(Case, request.actor, pk, joined=("relationship",))
    context = {
        "case": case,
        "ratings": ratings_of(request.actor, pk),
        "behind": answer_behind(request.actor, pk),
        "is_inside": case.relationship.side == Side.INTERNAL,
    }
    template = "surveys/web/answers/case_rating.html"
    return render(request, template + ("#panel" if request.htmx else ""), context)
