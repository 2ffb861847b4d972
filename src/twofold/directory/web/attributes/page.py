"""Attributes on the pages of records."""

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.directory.models import Party
from twofold.directory.models.attribute_values import Kind
from twofold.directory.queries.attribute_shown import details_of
from twofold.directory.queries.parties import found_ids
from twofold.ui.shapes import Fact

OFFERED = 12
ICONS = {
    Kind.TEXT: "text-caption",
    Kind.NUMBER: "number",
    Kind.DATE: "calendar",
    Kind.CHOICE: "list-details",
    Kind.CHOICES: "list-check",
    Kind.YES_NO: "toggle-left",
    Kind.MONEY: "coins",
    Kind.PARTY: "user",
}


def detail_facts(record: models.Model, actor: Actor) -> list[Fact]:
    """The attributes of a record that have a value, as labels and values."""
    return [
        Fact(
            label=detail.attribute.label,
            value=detail.text,
            url=reverse("directory:party-detail", args=[detail.party_id]) if detail.party_id else "",
            icon="lock" if detail.attribute.is_sensitive else ICONS[detail.attribute.kind],
        )
        for detail in details_of(record, actor)
    ]


@require_GET
def party_suggestions(request: HttpRequest) -> HttpResponse:
    """Parties of any kind that are called like what was typed in the one field that asks."""
    text = next(iter(request.GET.values()), "").strip()
    ids = found_ids(request.actor, text) if len(text) > 1 else []
    parties = visible_list(Party, request.actor, "name").filter(pk__in=ids).order_by("sort_name", "pk")
    return render(request, "directory/web/parties/party_options.html", {"options": parties[:OFFERED]})
