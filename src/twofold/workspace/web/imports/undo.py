"""Taking an import back, and going on with one that has stopped."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from twofold.core.access import get_visible
from twofold.core.errors import DomainError
from twofold.workspace.actions.resume import resume_import
from twofold.workspace.actions.undo_import import require_may_undo_import, undo_import
from twofold.workspace.models import ImportRun
from twofold.workspace.queries.undo_imports import preview_undo

TEMPLATE = "workspace/web/imports/import_undo.html"


@require_http_methods(["GET", "POST"])
def import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """What taking it back would do, and doing it."""
    run = get_visible(ImportRun, request.actor, pk, "work")
    try:
        require_may_undo_import(run, request.actor)
        if request.method == "POST":
            undo_import(run, actor=request.actor, now=timezone.now())
            return redirect("workspace:import-detail", pk=pk)
    except DomainError as refusal:
        messages.error(request, refusal.sentence)
        return redirect("workspace:import-detail", pk=pk)
    told = preview_undo(run, request.actor)
    context = {
        "run": run,
        "told": told,
        "removed": told.removed.most_common(),
        "kept": told.kept.most_common(),
        "crumbs": [
            {"label": _("Imports"), "url": reverse("workspace:import-list")},
            {"label": run.file_name, "url": reverse("workspace:import-detail", args=[pk])},
        ],
    }
    return render(request, TEMPLATE, context)


@require_POST
def import_resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on behind the last line that was taken."""
    run = get_visible(ImportRun, request.actor, pk, "work")
    try:
        resume_import(run, actor=request.actor, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, refusal.sentence)
    return redirect("workspace:import-detail", pk=pk)
