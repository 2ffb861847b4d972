"""The list of whom one serves."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twofold.core.actor import Level
from twofold.directory.web.forms import unit_choices
from twofold.relationships.models import RelationshipKind, Side
from twofold.relationships.queries.relationships import RelationshipFilters, relationship_page
from twofold.relationships.web.addresses import asked_id, asked_one_of, asked_side, chosen, query
from twofold.science.standing import Standing
from twofold.ui.chips import STANDINGS


@require_GET
def relationship_list(request: HttpRequest) -> HttpResponse:
    """Whom the reader's units serve, and how they stand today."""
    filters = RelationshipFilters(
        side=asked_side(request),
        kind=asked_one_of(request, "kind", RelationshipKind.values),
        standing=asked_one_of(request, "standing", [*Standing]),
        provider_id=asked_id(request, "unit"),
    )
    today = timezone.now().date()
    page = relationship_page(request.actor, filters, today=today, token=request.GET.get("page", ""))
    values = {
        "side": filters.side,
        "kind": filters.kind,
        "standing": filters.standing,
        "unit": filters.provider_id,
    }
    units = unit_choices(request.actor, Level.VIEW)
    context = {
        "page": page,
        "filters": filters,
        "sides": Side.choices,
        "kinds": RelationshipKind.choices,
        "standings": [(word, STANDINGS[word].label) for word in Standing],
        "units": units,
        "may_open": bool(request.actor.units(Level.WORK)),
        "before_url": query({**values, "page": page.before}) if page.before else "",
        "after_url": query({**values, "page": page.after}) if page.after else "",
        "chosen": chosen(
            values,
            {
                "side": (_("Side"), dict(Side.choices).get(filters.side)),
                "kind": (_("Kind"), dict(RelationshipKind.choices).get(filters.kind)),
                "standing": (_("Standing"), filters.standing and STANDINGS[filters.standing].label),
                "unit": (_("Served by"), dict(units).get(filters.provider_id, "–").strip()),
            },
        ),
    }
    return render(request, "relationships/web/relationships/relationship_list.html", context)
