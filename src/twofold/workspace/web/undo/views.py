"""Taking an act back, from a message, from a timeline or from its own page."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods

from twofold.accounts.web.recent import ask_again, is_recent
from twofold.core.errors import BadInput, Conflict
from twofold.core.ids import read_id
from twofold.ui.undo import offer_undo
from twofold.workspace.actions.undo import Undone, undo_event
from twofold.workspace.models import BulkRun
from twofold.workspace.queries.undo import decides_who_sees
from twofold.workspace.queries.undo_page import UndoPage, is_gone, undo_page
from twofold.workspace.tasks import carry_out_undo

TEMPLATE = "workspace/web/undo/event_undo.html"


@require_http_methods(["GET", "POST"])
def event_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """What taking an act back would change; then, what it has changed and what it has kept."""
    if request.method == "POST":
        return _take_back(request, pk)
    return render(request, TEMPLATE, _context(undo_page(pk, request.actor)))


@require_GET
def undo_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that moves; nothing (204) as long as it has not."""
    page = undo_page(pk, request.actor)
    if page.run is None or request.GET.get("seen") == _seen(page.run):
        return HttpResponse(status=204)
    return render(request, TEMPLATE + "#progress", _context(page))


def _take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an act back, and those of the same request that are named with it, the latest first: all or none."""
    here = reverse("workspace:event-undo", args=[pk])
    events = sorted({pk, *_also(request)}, reverse=True)
    if not is_recent(request) and decides_who_sees(events):
        return ask_again(request)
    try:
        with transaction.atomic():
            undone = [_undo(request, event) for event in events]
    except (BadInput, Conflict) as refusal:
        messages.error(request, refusal.sentence)
        return redirect(here)
    unfinished = next((one for one in undone if one.is_waiting or one.run.refused), None)
    if unfinished:
        messages.warning(request, unfinished.sentence)
        return redirect("workspace:event-undo", unfinished.run.undone_event_id)
    offer_undo(request, undone[0].sentence)
    page = undo_page(pk, request.actor)
    return redirect(here if is_gone(page.event) else _next(request) or here)


def _undo(request: HttpRequest, event_id: int) -> Undone:
    undone = undo_event(event_id, actor=request.actor, now=timezone.now())
    if undone.is_waiting:
        carry_out_undo.enqueue(run_id=undone.run.pk)
    return undone


def _also(request: HttpRequest) -> set[int]:
    return {pk for text in request.POST.getlist("also") if (pk := read_id(text)) is not None}


def _next(request: HttpRequest) -> str:
    """The page to go back to, if it is one of ours."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else ""


def _context(page: UndoPage) -> dict:
    is_running = page.run is not None and page.run.state in (BulkRun.State.WAITING, BulkRun.State.RUNNING)
    return {"page": page, "is_running": is_running, "seen": _seen(page.run) if page.run else ""}


def _seen(run: BulkRun) -> str:
    """What tells one state of a run from the next."""
    return f"{run.state}-{run.done}"
