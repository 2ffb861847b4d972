"""What the units below a unit, and the companies of a group, add up to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from twofold.core.access import get_visible
from twofold.directory.models import Party, Unit
from twofold.relationships.queries.rollup import group_sums, unit_sums

FOLDER = "relationships/web/relationships/"


@require_GET
def unit_below(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom the units below a unit serve, each with all below it."""
    unit = get_visible(Unit, request.actor, pk)
    context = {"unit": unit, "sums": unit_sums(request.actor, pk, day=timezone.localdate())}
    return _render(request, "unit_below.html", context)


@require_GET
def party_group(request: HttpRequest, pk: int) -> HttpResponse:
    """What a group of companies was served, each company with its subsidiaries."""
    party = get_visible(Party, request.actor, pk, "name")
    is_company = party.kind == Party.Kind.ORGANIZATION
    sums = group_sums(request.actor, pk, day=timezone.localdate()) if is_company else []
    return _render(request, "party_group.html", {"party": party, "sums": sums})


def _render(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    return render(request, FOLDER + template + ("#panel" if request.htmx else ""), context)
