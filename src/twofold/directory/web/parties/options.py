"""Organisations and people for fields that suggest."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from twofold.core.access import visible_list
from twofold.directory.models import Party
from twofold.directory.queries.parties import found_ids

OFFERED = 12


@require_GET
def party_options(request: HttpRequest) -> HttpResponse:
    """Organisations whose name begins like what was typed."""
    text = request.GET.get("organization", "").strip()
    ids = found_ids(request.actor, text) if len(text) > 1 else []
    organizations = visible_list(Party, request.actor).filter(pk__in=ids, kind=Party.Kind.ORGANIZATION)
    return render(
        request,
        "directory/web/parties/party_options.html",
        {"options": organizations.order_by("sort_name", "pk")[:OFFERED]},
    )


@require_GET
def person_options(request: HttpRequest) -> HttpResponse:
    """People whose name the asker may know and that begins like what was typed."""
    text = request.GET.get("other", "").strip()
    ids = found_ids(request.actor, text) if len(text) > 1 else []
    people = visible_list(Party, request.actor, "name").filter(pk__in=ids, kind=Party.Kind.PERSON)
    return render(
        request,
        "directory/web/parties/party_options.html",
        {"options": people.order_by("sort_name", "pk")[:OFFERED]},
    )
