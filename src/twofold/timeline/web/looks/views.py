"""Who looked at sealed and restricted records."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from twofold.core.ids import read_id
from twofold.timeline.queries.look_ups import look_page


@require_GET
def look_up_list(request: HttpRequest) -> HttpResponse:
    """Newest first; ``?kind=`` and ``?record=`` narrow it to one record."""
    kind, record = request.GET.get("kind", ""), request.GET.get("record", "")
    page = look_page(
        request.actor,
        kind=kind,
        record_id=read_id(record),
        token=request.GET.get("page", ""),
    )
    chosen = {"kind": kind, "record": record} if kind and record else {}
    urls = {
        name: f"?{urlencode(chosen | {'page': token})}" if token else ""
        for name, token in (("newer_url", page.before), ("older_url", page.after))
    }
    return render(
        request, "timeline/web/looks/look_up_list.html", {"page": page, "is_of_one": bool(chosen), **urls}
    )
