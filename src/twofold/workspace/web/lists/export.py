"""A list as a file to download."""

from dataclasses import replace

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from twofold.core.errors import BadInput
from twofold.core.sensitive import sensitive
from twofold.core.setwise import among
from twofold.workspace.actions.export import Exported, export_list
from twofold.workspace.queries.lists.matching import Matching, matching
from twofold.workspace.web.lists.asked import list_url, read_list, who_asks


@require_POST
@sensitive
def list_export(request: HttpRequest, name: str) -> HttpResponse:
    """The records that are shown, or of them those that are ticked; sent while they are read."""
    shown, asked = read_list(request, name), who_asks(request)
    found = _ticked(request, matching(shown, asked))
    try:
        file = export_list(shown, found, request.POST.get("as", ""), asked)
    except BadInput as refusal:
        messages.error(request, refusal.sentence)
        return redirect(list_url(shown.listed) + shown.address())
    return download(file)


def download(file: Exported) -> StreamingHttpResponse:
    """A file that is sent while it is written."""
    return StreamingHttpResponse(
        file.parts,
        content_type=file.content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{file.name}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )


def _ticked(request: HttpRequest, found: Matching) -> Matching:
    texts = request.POST.getlist("ids")
    ids = [int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 19]
    if not ids or request.POST.get("scope") == "all":
        return found
    ticked = Q(pk__in=among(ids))
    return replace(found, rows=found.rows.filter(ticked), begun=found.begun.filter(ticked))
