"""The quick panel: one record's facts beside the list it is in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from twofold.core.errors import NotVisible
from twofold.core.plates import Face
from twofold.workspace.queries.lists.listed import listed
from twofold.workspace.queries.lists.values import values_of
from twofold.workspace.web.lists.asked import list_url, who_asks
from twofold.workspace.web.lists.cells import writer_of


@require_GET
def quick_panel(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """The facts that the list knows of one record, and the way to its page."""
    found, asked = listed(name, request.actor), who_asks(request)._replace(side="both")
    row = found.type.rows(asked).filter(pk=pk).first()
    if row is None:
        raise NotVisible
    columns = list(found.columns.values())
    values = values_of([row], columns, asked)
    facts = [(one.label, writer_of(one, asked)(values[one.name].get(pk), row)) for one in columns[1:]]
    context = {
        "type": found.type,
        "title": values[found.link.name].get(pk, ""),
        "face": found.type.faces([row], asked).get(pk) if found.type.faces else Face(),
        "facts": [(label, value) for label, value in facts if value],
        "record_url": reverse(found.type.record_url, args=[pk]),
        "panel_url": reverse(found.type.quick_url, args=[pk]) if found.type.quick_url else "",
        "list_url": list_url(found),
    }
    return render(request, "workspace/web/lists/quick.html" + ("#panel" if request.htmx else ""), context)
