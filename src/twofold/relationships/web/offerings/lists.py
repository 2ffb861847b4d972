"""The list of what units offer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twofold.core.actor import Level
from twofold.directory.queries.units import unit_tree
from twofold.relationships.models import Offering, OfferingFamily, Side
from twofold.relationships.queries.offerings import OfferingFilters, offering_page
from twofold.relationships.web.addresses import asked_id, asked_one_of, asked_side, chosen, query


@require_GET
def offering_list(request: HttpRequest) -> HttpResponse:
    """Products and services of all units, as all staff may know them."""
    filters = OfferingFilters(
        side=asked_side(request),
        kind=asked_one_of(request, "kind", Offering.Kind.values),
        unit_id=asked_id(request, "unit"),
        family_id=asked_id(request, "family"),
        text=request.GET.get("q", "").strip(),
        with_past=bool(request.GET.get("past")),
    )
    values = {
        "side": filters.side,
        "kind": filters.kind,
        "unit": filters.unit_id,
        "family": filters.family_id,
        "q": filters.text,
        "past": "1" if filters.with_past else "",
    }
    page = offering_page(request.actor, filters, request.GET.get("page", ""))
    families = dict(OfferingFamily.objects.order_by("name", "pk").values_list("pk", "name"))
    context = {
        "page": page,
        "filters": filters,
        "sides": Side.choices,
        "kinds": Offering.Kind.choices,
        "families": families.items(),
        "may_add": bool(request.actor.units(Level.WORK)),
        "before_url": query({**values, "page": page.before}) if page.before else "",
        "after_url": query({**values, "page": page.after}) if page.after else "",
        "chosen": chosen(
            values,
            {
                "q": (_("Name"), filters.text),
                "side": (_("For"), dict(Side.choices).get(filters.side)),
                "kind": (_("Kind"), dict(Offering.Kind.choices).get(filters.kind)),
                "unit": (
                    _("Provided by"),
                    unit_tree().names.get(filters.unit_id, "–") if filters.unit_id else "",
                ),
                "family": (_("Family"), families.get(filters.family_id, "–")),
                "past": (_("With"), _("what is no longer offered")),
            },
        ),
    }
    return render(request, "relationships/web/offerings/offering_list.html", context)
