"""What the units below a unit owe."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from twofold.cases.queries.rollup import owed_below
from twofold.core.access import get_visible
from twofold.directory.models import Unit

TEMPLATE = "cases/web/cases/unit_below.html"


@require_GET
def unit_below(request: HttpRequest, pk: int) -> HttpResponse:
    """Open cases of the units below a unit, each with all below it."""
    unit = get_visible(Unit, request.actor, pk)
    side = request.shown_side if request.shown_side in ("internal", "external") else ""
    lines = owed_below(request.actor, pk, side=side, now=timezone.now())
    context = {"unit": unit, "lines": lines if any(line.open for line in lines) else []}
    return render(request, TEMPLATE + ("#panel" if request.htmx else ""), context)
