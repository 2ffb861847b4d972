"""Cases on the pages of parties and units."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from twofold.cases.models import Case, CaseParty
from twofold.cases.queries.names_at import named_customers
from twofold.cases.queries.owed import count_owed
from twofold.cases.queries.promise_words import PromiseWords, promise_in_words
from twofold.cases.queries.rows import case_rows
from twofold.core.access import get_visible
from twofold.core.actor import Actor
from twofold.directory.access import is_staff
from twofold.directory.models import Party, Unit

SHOWN = 8


@require_GET
def party_cases(request: HttpRequest, pk: int) -> HttpResponse:
    """What is and was owed to a party, on either side, as far as the asker may see."""
    party = get_visible(Party, request.actor, pk, "name")
    now = timezone.now()
    cases = _owed_to(request.actor, party.pk, request.shown_side)
    open_ones = cases.filter(state=Case.State.OPEN).order_by("due_at", "pk")
    resolved = cases.filter(state=Case.State.RESOLVED).order_by("-resolved_at", "-pk")
    lines = _by_units([*_first(open_ones), *_first(resolved)], now)
    context = {
        "party": party,
        "new_url": f"{reverse('cases:case-new')}?party={party.pk}" if is_staff(request.actor) else "",
        "owed": count_owed(cases, now),
        "open": [line for line in lines if line[0].is_open],
        "resolved": [line for line in lines if not line[0].is_open],
    }
    return _render(request, "cases/web/cases/party_cases.html", context)


@require_GET
def unit_cases(request: HttpRequest, pk: int) -> HttpResponse:
    """What a unit owes, and what is owed to it."""
    unit = get_visible(Unit, request.actor, pk)
    now = timezone.now()
    by_unit = _of_side(Case.objects.visible_to(request.actor).filter(unit=unit), request.shown_side)
    open_ones = by_unit.filter(state=Case.State.OPEN)
    to_unit = _owed_to(request.actor, pk, request.shown_side).filter(state=Case.State.OPEN)
    context = {
        "unit": unit,
        "list_url": f"{reverse('lists:case')}?unit={unit.pk}",
        "owed": count_owed(open_ones, now),
        "owed_by": _to_customers(open_ones.order_by("due_at", "pk"), now, request.actor),
        "owed_to": _by_units(_first(to_unit.order_by("due_at", "pk")), now),
    }
    return _render(request, "cases/web/cases/unit_cases.html", context)


def _owed_to(actor: Actor, party_id: int, side: str) -> QuerySet[Case]:
    asked = CaseParty.objects.filter(party_id=party_id, role__in=("requester", "on_behalf_of")).values(
        "case_id"
    )
    served = Case.objects.system("ids only, which go through the gate").filter(
        relationship__customer_id=party_id
    )
    owed = asked.union(served.values("pk"))  # an OR would be checked on every case there is
    return _of_side(Case.objects.visible_to(actor).filter(pk__in=owed), side)


def _of_side(cases: QuerySet[Case], side: str) -> QuerySet[Case]:
    return cases if side == "both" else cases.filter(relationship__side=side)


def _first(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The first few, with what their lines show: every other join takes PostgreSQL longer to plan than to carry out."""
    return cases.select_related("relationship__customer", "unit__party")[:SHOWN]


def _by_units(cases: Iterable[Case], now: datetime) -> list[tuple[Case, PromiseWords, str]]:
    rows = case_rows(cases, now)
    return [(row.case, promise_in_words(row.promise), row.case.unit.party.name) for row in rows]


def _to_customers(cases: QuerySet[Case], now: datetime, actor: Actor) -> list[tuple[Case, PromiseWords, str]]:
    lines = _by_units(_first(cases), now)
    names = named_customers([case for case, *_rest in lines], actor)
    return [(case, promise, names.get(case.relationship.customer_id, "")) for case, promise, _unit in lines]


def _render(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    return render(request, template + ("#panel" if request.htmx else ""), context)
