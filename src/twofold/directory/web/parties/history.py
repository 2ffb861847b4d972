"""The history of a party's and of a unit's fields."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from twofold.core.access import get_visible
from twofold.directory.access import require_staff
from twofold.directory.actions.looks import note_party_look
from twofold.directory.models import Party, Unit
from twofold.directory.queries.history import attribute_in_words, rows_of_party
from twofold.timeline.web.history.views import record_history


@require_GET
def party_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who changed what of a person or organisation."""
    require_staff(request.actor)
    party = get_visible(Party, request.actor, pk)
    noted_in = note_party_look(party, actor=request.actor, now=timezone.now())
    return _history(request, party, "directory:party-detail", noted_in)


@require_GET
def unit_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who changed what of a unit."""
    return _history(request, get_visible(Unit, request.actor, pk).party, "directory:unit-detail")


def _history(request: HttpRequest, party: Party, page: str, noted_in: int | None = None) -> HttpResponse:
    return record_history(
        request,
        name=party.name,
        back_url=reverse(page, args=[party.pk]),
        rows=rows_of_party(party, request.actor),
        say_part=attribute_in_words(request.actor),
        noted_in=noted_in,
    )
