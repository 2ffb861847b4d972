"""The page of a bulk edit: how far it is, what stayed as it was and why, stopping it, taking it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from twofold.core.access import get_visible
from twofold.core.errors import Conflict, NotVisible
from twofold.core.plates import Asked
from twofold.core.setwise import among
from twofold.timeline.models import ChangedRow
from twofold.workspace.actions.bulk_edit import stop_bulk_edit
from twofold.workspace.models import BulkRun
from twofold.workspace.queries.lists.listed import Listed, listed
from twofold.workspace.queries.lists.values import values_of

TEMPLATE = "workspace/web/bulk/bulk_detail.html"
State = BulkRun.State


@require_GET
def bulk_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A bulk edit of one's own."""
    return render(request, TEMPLATE, _context(request, _run(request, pk)))


@require_GET
def bulk_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that moves; nothing (204) as long as it has not."""
    run = _run(request, pk)
    if request.GET.get("seen") == seen(run):
        return HttpResponse(status=204)
    return render(request, TEMPLATE + "#progress", _context(request, run))


@require_POST
def bulk_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop it behind the records it is at."""
    try:
        stop_bulk_edit(_run(request, pk), now=timezone.now())
    except Conflict as refusal:
        messages.error(request, refusal.sentence)
    return redirect("workspace:bulk-detail", pk)


def seen(run: BulkRun) -> str:
    """What tells one state of a run from the next."""
    return f"{run.state}-{run.done}"


def _run(request: HttpRequest, pk: int) -> BulkRun:
    run = get_visible(BulkRun, request.actor, pk)
    if run.act != BulkRun.Act.EDIT:
        raise NotVisible
    return run


def _context(request: HttpRequest, run: BulkRun) -> dict:
    found = listed(run.list_name, request.actor)
    changed = ChangedRow.objects.filter(event_id=run.event_id).count() if run.event_id else 0
    fields = [found.edits[name].label for name in run.plan["values"] if name in found.edits]
    return {
        "run": run,
        "list": found.type,
        "list_url": reverse(found.type.url_name),
        "fields": fields,
        "changed": changed,
        "already_so": max(run.done - changed - run.refused, 0),
        "refused": _named(run, found, Asked(request.actor, timezone.now())),
        "is_running": run.state in (State.WAITING, State.RUNNING),
        "seen": seen(run),
    }


def _named(run: BulkRun, found: Listed, asked: Asked) -> list[tuple[str, str]]:
    """The records that stayed as they were, by name as far as one may know it, each with the reason."""
    records = list(found.type.rows(asked).filter(pk__in=among([pk for pk, _why in run.samples])))
    names = values_of(records, [found.link], asked)[found.link.name]
    return [(str(names.get(pk, f"#{pk}")), why) for pk, why in run.samples]
