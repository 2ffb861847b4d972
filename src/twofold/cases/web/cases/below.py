"""What the units below a unit owe, and what the companies of a group are owed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from twofold.cases.queries.rollup import owed_below, owed_within
from twofold.core.access import get_visible
from twofold.directory.models import Party, Unit

FOLDER = "cases/web/cases/"


@require_GET
def unit_below(request: HttpRequest, pk: int) -> HttpResponse:
    """Open cases of the units below a unit, each with all below it."""
    unit = get_visible(Unit, request.actor, pk)
    lines = owed_below(request.actor, pk, side=_side(request), now=timezone.now())
    context = {"unit": unit, "lines": lines if any(line.open for line in lines) else []}
    return _render(request, "unit_below.html", context)


@require_GET
def party_group(request: HttpRequest, pk: int) -> HttpResponse:
    """Open cases of the companies of a group, each with its subsidiaries."""
    party = get_visible(Party, request.actor, pk, "name")
    is_company = party.kind == Party.Kind.ORGANIZATION
    lines = owed_within(request.actor, pk, side=_side(request), now=timezone.now()) if is_company else []
    context = {"party": party, "lines": lines if any(line.open for line in lines) else []}
    return _render(request, "party_group.html", context)


def _side(request: HttpRequest) -> str:
    return request.shown_side if request.shown_side in ("internal", "external") else ""


def _render(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    return render(request, FOLDER + template + ("#panel" if request.htmx else ""), context)
