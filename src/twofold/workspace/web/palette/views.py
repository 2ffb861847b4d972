"""The command palette: one box from which everything can be reached."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from twofold.workspace.actions.recents import remember_opened
from twofold.workspace.queries.found import find
from twofold.workspace.queries.recents import recent_records
from twofold.workspace.web.palette.commands import commands

TEMPLATE = "workspace/web/palette/palette.html"
FOUND = 8


@require_safe
def palette(request: HttpRequest) -> HttpResponse:
    """What it holds before anything is typed: what one opened lately, and all commands."""
    recents = [
        (one, reverse(one.kind.url_name, args=[one.pk]))
        for one in recent_records(request.actor, now=timezone.now())
    ]
    return render(request, f"{TEMPLATE}#choices", {"recents": recents, "groups": commands(request)})


@require_safe
def palette_found(request: HttpRequest) -> HttpResponse:
    """The records that have the words typed so far."""
    query = request.GET.get("q", "").strip()
    hits = [
        (group.kind, hit, reverse(group.kind.url_name, args=[hit.object_id]))
        for group in (find(query, request.actor) if query else [])
        for hit in group.hits
    ]
    everything = f"{reverse('workspace:search')}?{urlencode({'q': query})}"
    context = {"hits": hits[:FOUND], "everything_url": everything, "q": query}
    return render(request, f"{TEMPLATE}#found", context)


@require_POST
def page_opened(request: HttpRequest) -> HttpResponse:
    """Remember that the page at `path` was opened."""
    remember_opened(request.POST.get("path", ""), actor=request.actor, now=timezone.now())
    return HttpResponse(status=204)
