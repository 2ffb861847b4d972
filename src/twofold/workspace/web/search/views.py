"""The search over everything."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from twofold.core.plates import house
from twofold.workspace.queries.found import Found, find

TEMPLATE = "workspace/web/search/search.html"


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """What has the words that were typed, as far as the asker may see it; while typing, only the list is sent."""
    query, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    found = find(query, request.actor, kind=kind) if query else []
    context = {
        "q": query,
        "kind": kind,
        "groups": [_group(group, query, bool(kind)) for group in found],
        "kind_label": next((one.label for one in house().every("search_kinds") if one.kind == kind), ""),
        "everything_url": f"?{urlencode({'q': query})}",
        "kinds": [one.label for one in house().every("search_kinds")],
    }
    return render(request, TEMPLATE + ("#results" if request.htmx else ""), context)


def _group(group: Found, query: str, is_alone: bool) -> dict:
    return {
        "kind": group.kind,
        "hits": [(hit, reverse(group.kind.url_name, args=[hit.object_id])) for hit in group.hits],
        "more_url": f"?{urlencode({'q': query, 'kind': group.kind.kind})}"
        if group.has_more and not is_alone
        else "",
    }
