"""This room's pieces on the pages of parties and units. Each shows only what those who serve may see."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from twofold.core.access import get_visible, visible_list
from twofold.core.actor import Level
from twofold.core.paging import joined_last
from twofold.directory.models import Party, Unit
from twofold.relationships.models import Dealing, Expectation, Offering, Relationship, Side
from twofold.relationships.queries.relationship_standing import add_standing
from twofold.relationships.queries.standing import standing_counts
from twofold.science.standing import Standing
from twofold.ui.shapes import StandingCount

SHOWN = 12
FOLDER = "relationships/web/relationships/"


@require_GET
def party_relationships(request: HttpRequest, pk: int) -> HttpResponse:
    """Who serves a party, on either side."""
    party = get_visible(Party, request.actor, pk, "name")
    found = visible_list(Relationship, request.actor).filter(_of_side(request), customer=party)
    found = found.select_related("provider__party").order_by("side", "-last_served_on", "pk")[:SHOWN]
    context = {
        "party": party,
        "relationships": add_standing(found, timezone.now().date()),
        "open_url": f"{reverse('relationships:relationship-open')}?party={pk}",
        "may_open": bool(request.actor.units(Level.WORK)) and not party.is_unknown_buyer,
    }
    return _render(request, FOLDER + "party_relationships.html", context)


@require_GET
def party_expectations(request: HttpRequest, pk: int) -> HttpResponse:
    """What a party expects, of any unit that the reader belongs to."""
    party = get_visible(Party, request.actor, pk, "name")
    found = visible_list(Expectation, request.actor).filter(
        _of_side(request, "relationship__"), relationship__customer=party
    )
    found = found.exclude(state=Expectation.State.WITHDRAWN).select_related("relationship__provider__party")
    context = {"party": party, "expectations": found.order_by("-state", "-importance", "pk")[:SHOWN]}
    return _render(request, FOLDER + "party_expectations.html", context)


@require_GET
def party_dealings(request: HttpRequest, pk: int) -> HttpResponse:
    """What a party was served lately."""
    party = get_visible(Party, request.actor, pk, "name")
    served = visible_list(Relationship, request.actor).filter(_of_side(request), customer=party)
    latest = visible_list(Dealing, request.actor).filter(
        relationship__in=list(served.values_list("pk", flat=True))
    )
    latest = latest.select_related("offering", "unit__party", "relationship__customer")
    context = {"party": party, "dealings": joined_last(latest.order_by("-happened_at", "-pk"), SHOWN)}
    return _render(request, FOLDER + "party_dealings.html", context)


@require_GET
def unit_customers(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom a unit serves and how they stand, and who serves it."""
    unit = get_visible(Unit, request.actor, pk)
    today = timezone.now().date()
    counts = []
    if request.actor.level_in(unit.pk):
        sides = [request.shown_side] if request.shown_side in Side.values else Side.values
        counts = [(side, _bar(unit.pk, side)) for side in sides]
    served_by = visible_list(Relationship, request.actor).filter(customer=unit.pk)
    context = {
        "unit": unit,
        "counts": [(side, bar) for side, bar in counts if any(count.n for count in bar)],
        "served_by": add_standing(served_by.select_related("provider__party").order_by("pk")[:SHOWN], today),
        "list_url": f"{reverse('lists:relationship')}?unit={pk}",
    }
    return _render(request, FOLDER + "unit_customers.html", context)


@require_GET
def unit_offerings(request: HttpRequest, pk: int) -> HttpResponse:
    """What a unit offers."""
    unit = get_visible(Unit, request.actor, pk)
    offered = visible_list(Offering, request.actor).filter(unit=unit, is_offered=True)
    if request.shown_side in Side.values:
        offered = offered.filter(**{f"is_for_{request.shown_side}": True})
    context = {
        "unit": unit,
        "offerings": offered.select_related("family").order_by("name", "pk")[:SHOWN],
        "list_url": f"{reverse('lists:offering')}?unit={pk}",
    }
    return _render(request, FOLDER + "unit_offerings.html", context)


def _bar(unit_id: int, side: str) -> list[StandingCount]:
    counts = standing_counts(side, timezone.now().date(), unit_ids=frozenset([unit_id]))
    rows = reverse("lists:relationship")
    return [
        StandingCount(
            standing=one, n=getattr(counts, one), url=f"{rows}?unit={unit_id}&side={side}&standing={one}"
        )
        for one in Standing
    ]


def _of_side(request: HttpRequest, prefix: str = "") -> Q:
    shown = request.shown_side
    return Q(**{f"{prefix}side": shown}) if shown in Side.values else Q()


def _render(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    return render(request, template + ("#panel" if request.htmx else ""), context)
