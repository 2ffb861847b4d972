"""The list of dealings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from twofold.core.access import visible_list
from twofold.core.actor import Level
from twofold.directory.web.forms import unit_choices
from twofold.relationships.models import Offering, Relationship, Side
from twofold.relationships.queries.dealings import DealingFilters, dealing_page
from twofold.relationships.web.addresses import asked_day, asked_id, asked_one_of, asked_side, chosen, query

SHAPES = {
    "completed": gettext_lazy("Completed"),
    "reversal": gettext_lazy("Reversals"),
    "reversed": gettext_lazy("Reversed in full"),
    "uncounted": gettext_lazy("Samples and adjustments"),
}


@require_GET
def dealing_list(request: HttpRequest) -> HttpResponse:
    """What the reader's units dealt, the latest first."""
    filters = DealingFilters(
        side=asked_side(request),
        unit_id=asked_id(request, "unit"),
        relationship_id=asked_id(request, "relationship"),
        offering_id=asked_id(request, "offering"),
        reference=request.GET.get("reference", "").strip(),
        shape=asked_one_of(request, "shape", SHAPES),
        since=asked_day(request, "since"),
        until=asked_day(request, "until"),
    )
    values = {
        "side": filters.side,
        "unit": filters.unit_id,
        "relationship": filters.relationship_id,
        "offering": filters.offering_id,
        "reference": filters.reference,
        "shape": filters.shape,
        "since": filters.since,
        "until": filters.until,
    }
    page = dealing_page(request.actor, filters, request.GET.get("page", ""))
    units = unit_choices(request.actor, Level.VIEW)
    context = {
        "page": page,
        "filters": filters,
        "sides": Side.choices,
        "shapes": SHAPES.items(),
        "units": units,
        "before_url": query({**values, "page": page.before}) if page.before else "",
        "after_url": query({**values, "page": page.after}) if page.after else "",
        "chosen": chosen(values, _words(request, filters, units)),
    }
    return render(request, "relationships/web/dealings/dealing_list.html", context)


def _words(request: HttpRequest, filters: DealingFilters, units: list) -> dict[str, tuple[str, object]]:
    served = visible_list(Relationship, request.actor).select_related("customer")
    relationship = served.filter(pk=filters.relationship_id or 0).first()
    offering = visible_list(Offering, request.actor).filter(pk=filters.offering_id or 0).first()
    return {
        "side": (_("Side"), dict(Side.choices).get(filters.side)),
        "unit": (_("Unit"), dict(units).get(filters.unit_id, "–").strip()),
        "relationship": (_("Customer"), relationship.customer.name if relationship else "–"),
        "offering": (_("Offering"), offering.name if offering else "–"),
        "reference": (_("Reference"), filters.reference),
        "shape": (_("Only"), SHAPES.get(filters.shape)),
        "since": (_("From"), filters.since),
        "until": (_("Until"), filters.until),
    }
