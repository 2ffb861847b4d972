"""An import that has been started: how far it is, and what became of its lines."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twofold.accounts.models import User
from twofold.core.access import get_visible
from twofold.core.errors import DomainError, NotVisible
from twofold.core.plates import RecordType
from twofold.directory.queries.names import party_names
from twofold.files.queries.paths import open_stored
from twofold.ui.shapes import Fact, Step
from twofold.workspace.access import importing_units
from twofold.workspace.actions.drafts import draft_again, import_for_real
from twofold.workspace.models import BulkRun, ImportRun
from twofold.workspace.queries.import_files import report_of
from twofold.workspace.queries.record_types import imported_kind
from twofold.workspace.queries.undo_imports import undo_of_import
from twofold.workspace.web.imports.steps import steps

TEMPLATE = "workspace/web/imports/import_detail.html"
OUTCOMES = ("created", "updated", "unchanged", "rejected")
State = ImportRun.State


@require_GET
def import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A started import; a draft leads to its columns."""
    run = get_visible(ImportRun, request.actor, pk)
    if run.state == State.DRAFT and run.unit_id in importing_units(request.actor):
        return redirect("workspace:import-mapping", pk=pk)
    return render(request, TEMPLATE, _context(request, run))


@require_GET
def import_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that moves; nothing (204) as long as it has not."""
    run = get_visible(ImportRun, request.actor, pk)
    if request.GET.get("seen") == seen(run, undo_of_import(run)):
        return HttpResponse(status=204)
    return render(request, TEMPLATE + "#progress", _context(request, run))


@require_GET
def import_report(request: HttpRequest, pk: int) -> FileResponse:
    """The rejected lines with number and reason; of a dry run, all lines."""
    run = get_visible(ImportRun, request.actor, pk)
    report = report_of(run)
    if report is None:
        raise NotVisible
    return FileResponse(
        open_stored(report.file.sha256),
        as_attachment=True,
        filename=report.name,
        content_type="text/csv; charset=utf-8",
    )


@require_POST
def import_again(request: HttpRequest, pk: int) -> HttpResponse:
    """The same files once more: at once and for real after a dry run, or prepared anew with other choices."""
    run = get_visible(ImportRun, request.actor, pk, "work")
    if "start" in request.POST:
        try:
            started = import_for_real(run, actor=request.actor, now=timezone.now())
        except DomainError as refusal:
            messages.error(request, refusal.sentence)
            return redirect("workspace:import-detail", pk=pk)
        return redirect("workspace:import-detail", pk=started.pk)
    again = draft_again(run, actor=request.actor, now=timezone.now())
    messages.info(request, _("The file and your choices are as you left them."))
    return redirect("workspace:import-mapping", pk=again.pk)


def seen(run: ImportRun, undo: BulkRun | None) -> str:
    """What tells one state of a run from the next."""
    return f"{run.state}-{undo.done if undo else run.rows}"


def _context(request: HttpRequest, run: ImportRun) -> dict:
    names = party_names({run.unit_id, run.person_id} - {None}, None)
    record_type = imported_kind(run.record_type)
    undo = undo_of_import(run)
    return {
        "run": run,
        "record_type": record_type,
        "undo": undo,
        "undone": _undone(undo) if undo else [],
        "may_undo": _may_undo(run) and record_type.can_be_undone,
        "seen": seen(run, undo),
        "steps": _steps(run),
        "facts": _facts(run, names.get(run.unit_id, ""), names.get(run.person_id) or _login(run)),
        "counts": [(name, getattr(run, name)) for name in OUTCOMES],
        "rejects": _samples(run, ["rejected"]),
        "taken": _samples(run, OUTCOMES[:3]) if run.is_dry_run else [],
        "has_report": run.state == State.DONE and (run.rejected or run.is_dry_run),
        "has_stopped": run.state == State.FAILED,
        "may_go_on": run.unit_id in importing_units(request.actor),
        "stands_at": _stands_at(request, run),
        "has_files": run.files.exclude(role="report").exists(),
        "crumbs": [{"label": _("Imports"), "url": reverse("workspace:import-list")}],
    }


def _stands_at(request: HttpRequest, run: ImportRun) -> tuple[str, str] | None:
    """Name and address of what it brought in, where that is one thing."""
    kind = imported_kind(run.record_type)
    if run.is_dry_run or run.state != State.DONE or not isinstance(kind, RecordType):
        return None
    return kind.stands_at(request.actor, run.pk)


def _may_undo(run: ImportRun) -> bool:
    """Whether there may be something to take back."""
    return run.state in (State.DONE, State.FAILED) and not run.is_dry_run and bool(run.created + run.updated)


def _undone(undo: BulkRun) -> list[tuple[str, int]]:
    """What the undo has done so far, for the page."""
    return [
        (_("removed"), sum(undo.plan["removed"].values())),
        (_("got back what they were"), undo.plan["given_back"]),
        (_("stay as they are"), undo.refused),
    ]


def _steps(run: ImportRun) -> list[Step]:
    if run.is_dry_run:
        return steps("import" if run.state == State.DONE else "dry-run")
    return steps("done" if run.state == State.DONE else "import")


def _facts(run: ImportRun, unit: str, who: str) -> list[Fact]:
    key = "+".join(run.plan.get("key", ()))
    return [
        Fact(label=_("For"), value=unit),
        Fact(label=_("By"), value=who),
        Fact(label=_("Key"), value=key or (_("their content") if run.is_keyed else _("none: taken once"))),
    ]


def _login(run: ImportRun) -> str:
    user = User.objects.filter(pk=run.user_id).first() if run.user_id else None
    return user.email if user else _("the command line")


def _samples(run: ImportRun, outcomes: Sequence[str]) -> list[dict]:
    return [
        {"number": number, "outcome": outcome, "field": field, "reason": reason}
        for number, outcome, field, reason in run.samples
        if outcome in outcomes
    ]
