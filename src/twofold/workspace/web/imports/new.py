"""The first step of an import: what, for whom, which file."""

import csv
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from twofold.core.access import get_visible
from twofold.core.actor import Actor
from twofold.core.errors import DomainError, NotAllowed, NotVisible
from twofold.core.plates import RecordType
from twofold.directory.models import Unit
from twofold.directory.queries.units import unit_tree
from twofold.workspace.access import importing_units, may_import
from twofold.workspace.actions.drafts import Join, Upload, draft_import
from twofold.workspace.queries.record_types import record_type_named, record_types
from twofold.workspace.web.imports.forms import UploadForm
from twofold.workspace.web.imports.steps import steps

ICONS = {
    "": "sparkles",
    "people": "users",
    "organisations": "building-store",
    "units": "sitemap",
    "affiliations": "link",
    "offerings": "package",
    "dealings": "receipt",
    "cases": "lifebuoy",
    "case-steps": "list-check",
    "answers": "clipboard-check",
}


@require_http_methods(["GET", "POST"])
def import_new(request: HttpRequest) -> HttpResponse:
    """Upload a file; what is in it is shown on the next page, before anything is done."""
    if not may_import(request.actor):
        raise NotAllowed(_("You may not import. Ask a lead of your unit, or for the right to import."))
    kinds = [kind for kind in record_types() if not kind.capability or request.actor.may(kind.capability)]
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        record_types=kinds,
        units=_units(request.actor),
        initial={"record_type": request.GET.get("as", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            run = draft_import(
                _upload(form, "file"),
                record_type=_chosen(form.cleaned_data["record_type"]),
                unit=get_visible(Unit, request.actor, form.cleaned_data["unit"]),
                join=_join(form),
                actor=request.actor,
                now=timezone.now(),
            )
        except DomainError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else "file", refusal.sentence)
        else:
            return redirect("workspace:import-mapping", pk=run.pk)
    context = {
        "form": form,
        "steps": steps("file"),
        "crumbs": [{"label": _("Imports"), "url": reverse("workspace:import-list")}],
        "kinds": [
            (kind, ICONS.get(kind.name, "file"), radio)
            for kind, radio in zip((_FindOut(), *kinds), form["record_type"], strict=True)
        ],
    }
    return render(
        request, "workspace/web/imports/import_new.html", context, status=422 if form.errors else 200
    )


@require_GET
def import_headers(request: HttpRequest, record_type: str) -> HttpResponse:
    """An empty file with every header that is understood, to fill in."""
    kind = next((kind for kind in record_types() if kind.name == record_type), None)
    if kind is None or not may_import(request.actor):
        raise NotVisible
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{kind.name}.csv"'
    response.write("\ufeff")
    csv.writer(response).writerow([field.name for field in kind.fields if not field.many])
    return response


@dataclass(frozen=True)
class _FindOut:
    """The choice to have the headers tell what is in the file."""

    name: str = ""
    label: str = field(default_factory=lambda: _("Find out"))
    help: str = field(
        default_factory=lambda: _("Exports of HubSpot, Salesforce and Workday, and vCards, are recognized.")
    )


def _chosen(name: str) -> RecordType | None:
    return record_type_named(name) if name else None


def _units(actor: Actor) -> list[tuple[int, str]]:
    names = unit_tree().names
    return sorted(
        ((unit, names[unit]) for unit in importing_units(actor)), key=lambda unit: unit[1].casefold()
    )


def _upload(form: UploadForm, name: str) -> Upload:
    file = form.cleaned_data[name]
    return Upload(file.name, file.file)


def _join(form: UploadForm) -> Join | None:
    if not form.cleaned_data["joined"]:
        return None
    return Join(_upload(form, "joined"), form.cleaned_data["join_left"], form.cleaned_data["join_right"])
