"""Whom a party is tied to: people around a person, the group around an organisation."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from twofold.core.access import get_visible, visible_list
from twofold.directory.models import Party
from twofold.directory.queries.groups import company_group
from twofold.directory.queries.ties import TieLine, reporting_chart, ties_of
from twofold.directory.web.days import day_asked

PEOPLE = "directory/web/parties/people_around.html"
Ties = list[tuple[str, list[TieLine]]]
GROUP = "directory/web/parties/company_group.html"


@require_GET
def party_around(request: HttpRequest, pk: int) -> HttpResponse:
    """A person's ties and the chart of who reports to whom; an organisation's place in its group. Today, or ``on`` a day."""
    party = get_visible(Party, request.actor, pk, "name")
    day = day_asked(request) or timezone.localdate()
    is_person = party.kind == Party.Kind.PERSON
    context = _people(request, party, day) if is_person else _group(request, party, day)
    template = PEOPLE if is_person else GROUP
    part = "#panel" if request.htmx else ""
    return render(request, f"{template}{part}", context | {"party": party, "day": day})


def _people(request: HttpRequest, party: Party, day: date) -> dict:
    may_work = visible_list(Party, request.actor, "work").filter(pk=party.pk).exists()
    return {
        "ties": beside_the_chart(ties_of(request.actor, party, day=day)),
        "chart": reporting_chart(request.actor, party, day=day),
        "may_work": may_work,
    }


def beside_the_chart(ties: Ties) -> Ties:
    """Ties without those who report to the person now, whom the chart shows already."""
    kept = [
        (heading, [line for line in lines if not (line.holds and line.is_report)]) for heading, lines in ties
    ]
    return [(heading, lines) for heading, lines in kept if lines]


def _group(request: HttpRequest, party: Party, day: date) -> dict:
    return {"lines": company_group(request.actor, party.pk, day=day)}
