"""The organisation chart."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from twofold.core.errors import NotVisible
from twofold.directory.access import is_staff
from twofold.directory.queries.unit_chart import unit_chart
from twofold.directory.web.days import day_asked


@require_GET
def chart(request: HttpRequest) -> HttpResponse:
    """All units below each other with their heads and people, today or ``on`` a day."""
    if not is_staff(request.actor):
        raise NotVisible
    asked = day_asked(request)
    day = asked or timezone.localdate()
    context = {"roots": unit_chart(request.actor, day=day), "day": day, "asked": asked}
    return render(request, "directory/web/units/chart.html", context)
