"""Who serves whom around a party or a unit, drawn and as a list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from twofold.core.access import get_visible
from twofold.directory.models import Party
from twofold.relationships.models import Side
from twofold.relationships.queries.served_around import served_around
from twofold.relationships.web.relationships.drawing import drawn

TEMPLATE = "relationships/web/relationships/served_around.html"


@require_GET
def party_served(request: HttpRequest, pk: int) -> HttpResponse:
    """Those who serve a party, and those whom it serves."""
    party = get_visible(Party, request.actor, pk, "name")
    side = request.shown_side if request.shown_side in Side.values else ""
    around = served_around(request.actor, party, side=side)
    context = {"party": party, "around": around}
    if around.providers or around.customers:
        context["drawing"] = drawn(around)
    return render(request, TEMPLATE + ("#panel" if request.htmx else ""), context)
