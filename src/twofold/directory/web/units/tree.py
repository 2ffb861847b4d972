"""The tree of units."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from twofold.core.errors import NotVisible
from twofold.directory.access import is_staff
from twofold.directory.queries.unit_page import unit_lines


@require_GET
def unit_list(request: HttpRequest) -> HttpResponse:
    """All units as they lie below each other, with their heads and how many work there."""
    if not is_staff(request.actor):
        raise NotVisible
    lines = unit_lines(request.actor, day=timezone.now().date(), with_closed="closed" in request.GET)
    may_found = bool(lines) and (
        lines[0].unit.pk in request.actor.units(3) or request.actor.may("administer")
    )
    context = {"lines": lines, "may_add": may_found, "with_closed": "closed" in request.GET}
    return render(request, "directory/web/units/unit_list.html", context)
