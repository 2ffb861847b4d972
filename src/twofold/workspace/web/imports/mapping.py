"""The second step of an import: which column becomes what, tried on the first lines."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from twofold.core.access import get_visible
from twofold.core.errors import DomainError
from twofold.core.plates import RecordType
from twofold.workspace.actions.drafts import plan_draft, read_draft_anew, start_draft
from twofold.workspace.models import ImportRun
from twofold.workspace.queries.import_files import stored_files
from twofold.workspace.queries.known_exports import recognized_export
from twofold.workspace.queries.plans import ImportPlan
from twofold.workspace.queries.previews import Preview, preview
from twofold.workspace.queries.proposals import Glance, glance_at, saved_for
from twofold.workspace.queries.record_types import record_type_named
from twofold.workspace.web.imports.forms import MappingForm, ReadForm
from twofold.workspace.web.imports.steps import steps

TEMPLATE = "workspace/web/imports/import_mapping.html"


@dataclass(frozen=True)
class _Draft:
    """A draft with what is in its files."""

    run: ImportRun
    plan: ImportPlan
    glance: Glance
    record_type: RecordType


@require_http_methods(["GET", "POST"])
def import_mapping(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose what each column becomes. Every choice is tried at once on the first lines; a button starts a dry run."""
    draft = _draft(request, pk)
    if draft.run.state != ImportRun.State.DRAFT:
        return redirect("workspace:import-detail", pk=pk)
    form = MappingForm(
        request.POST or None,
        plan=draft.plan,
        glance=draft.glance,
        record_type=draft.record_type,
        run=draft.run,
    )
    if request.method != "POST":
        return _page(request, draft, form, draft.plan)
    plan = draft.plan
    if form.is_valid():
        try:
            plan, _glance = plan_draft(draft.run, form.stated(), record_type=draft.record_type)
            if "start" in request.POST:
                run = start_draft(
                    draft.run,
                    form.stated(),
                    record_type=draft.record_type,
                    is_dry_run=request.POST["start"] != "import",
                    actor=request.actor,
                    now=timezone.now(),
                )
                return redirect("workspace:import-detail", pk=run.pk)
        except DomainError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
    return _page(request, draft, form, plan)


@require_POST
def import_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the file in another encoding, by another delimiter, or another sheet of it."""
    draft = _draft(request, pk)
    read = ReadForm(request.POST, plan=draft.plan)
    if read.is_valid():
        try:
            read_draft_anew(draft.run, read.stated(), record_type=draft.record_type, actor=request.actor)
            return redirect("workspace:import-mapping", pk=pk)
        except DomainError as refusal:
            read.add_error(refusal.field if refusal.field in read.fields else None, refusal.sentence)
    form = MappingForm(plan=draft.plan, glance=draft.glance, record_type=draft.record_type, run=draft.run)
    return _page(request, draft, form, draft.plan, read)


def _draft(request: HttpRequest, pk: int) -> _Draft:
    run = get_visible(ImportRun, request.actor, pk, "work")
    plan = ImportPlan.from_json(run.plan)
    glance = glance_at(stored_files(run), plan.shape, plan.joins)
    return _Draft(run, plan, glance, record_type_named(run.record_type))


def _page(
    request: HttpRequest, draft: _Draft, form: MappingForm, plan: ImportPlan, read: ReadForm | None = None
) -> HttpResponse:
    context = {
        "run": draft.run,
        "record_type": draft.record_type,
        "unit": draft.run.unit,
        "form": form,
        "read": read or ReadForm(plan=draft.plan),
        "plan": plan,
        "preview": _preview(draft, plan),
        "doubtful": [header for header, reading in plan.readings.items() if not reading.is_certain],
        "export": recognized_export(draft.glance.headers),
        "saved": saved_for(draft.glance.headers, draft.record_type, draft.run.unit_id),
        "steps": steps("columns"),
        "crumbs": [{"label": _("Imports"), "url": reverse("workspace:import-list")}],
    }
    status = 422 if form.errors or (read and read.errors) else 200
    return render(request, TEMPLATE + ("#tried" if request.htmx else ""), context, status=status)


def _preview(draft: _Draft, plan: ImportPlan) -> Preview:
    return preview(plan, draft.glance, draft.record_type, now=timezone.now())
