"""A unit's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twofold.directory.models.countries import country_names
from twofold.directory.queries.unit_page import UnitPage, unit_page
from twofold.directory.web.attributes.page import detail_facts
from twofold.directory.web.days import day_asked
from twofold.directory.web.parties.page import panels
from twofold.directory.web.units.forms import written_spans
from twofold.ui.shapes import Fact


@require_GET
def unit_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What a unit is for, where it hangs, who works in it and when; what other rooms know follows in panels."""
    asked = day_asked(request)
    day = asked or timezone.now().date()
    page = unit_page(request.actor, pk, day=day)
    unit = page.unit
    context = {
        "page": page,
        "day": day,
        "asked": asked,
        "facts": facts(page),
        "details": detail_facts(unit.party, request.actor),
        "crumbs": [
            {"label": _("Units"), "url": reverse("directory:unit-list")},
            *(
                {"label": step.party.name, "url": reverse("directory:unit-detail", args=[step.pk])}
                for step in page.path
            ),
        ],
        "hours": [(WEEKDAYS[line.weekday], written_spans(line.spans)) for line in page.hours],
        "holiday_country": country_names(get_language() or "en").get(page.calendar.country, ""),
        "panels": panels("unit", pk),
        "timeline_url": reverse("timeline:party-timeline", args=[unit.pk]),
    }
    return render(request, "directory/web/units/unit_detail.html", context)


def facts(page: UnitPage) -> list[Fact]:
    """What stands beside the name."""
    head = page.unit.head
    return [
        Fact(
            label=_("Head"),
            value=head.name if head else _("nobody yet"),
            url=reverse("directory:party-detail", args=[head.pk]) if head else "",
            icon="user-shield",
        ),
        Fact(label=_("People"), value=page.people_in_all, icon="users-group"),
        Fact(label=_("Time zone"), value=page.unit.timezone, icon="clock"),
    ]
