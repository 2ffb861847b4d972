"""The search over everything."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twofold.core.plates import house
from twofold.search.queries.marks import marked
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
        "tabs": _tabs(query, kind),
    }
    return render(request, TEMPLATE + ("#results" if request.htmx else ""), context)


def _tabs(query: str, chosen: str) -> list[dict]:
    """Everything, and each kind of record."""
    kinds = [
        ("", _("Everything"), ""),
        *((one.kind, one.label, one.icon) for one in house().every("search_kinds")),
    ]
    return [
        {
            "label": label,
            "icon": icon,
            "url": "?" + urlencode({"q": query} | ({"kind": kind} if kind else {})),
            "active": kind == chosen,
        }
        for kind, label, icon in kinds
    ]


def _group(group: Found, query: str, is_alone: bool) -> dict:
    return {
        "kind": group.kind,
        "hits": [
            {
                "hit": hit,
                "title": marked(hit.title, query),
                "snippet": marked(hit.snippet, query),
                "url": reverse(group.kind.url_name, args=[hit.object_id]),
            }
            for hit in group.hits
        ],
        "more_url": f"?{urlencode({'q': query, 'kind': group.kind.kind})}"
        if group.has_more and not is_alone
        else "",
    }
