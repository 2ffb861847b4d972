"""Home: the mirror of both kinds of customer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from twofold.core.errors import NotVisible
from twofold.core.ids import read_id
from twofold.insight.queries.mirror import BOTH, mirror


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Inside on the left, outside on the right, what joins them between."""
    sides = BOTH if request.shown_side == "both" else (request.shown_side,)
    asked = request.GET.get("unit", "")
    unit_id = read_id(asked)
    found = mirror(request.actor, unit_id=unit_id, sides=sides, now=timezone.now())
    if found is None and asked:
        raise NotVisible
    return render(request, "insight/web/home/home.html", {"mirror": found})
