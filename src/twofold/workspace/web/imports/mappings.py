"""The mappings that units have used, to rename and to forget."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twofold.core.errors import DomainError
from twofold.directory.queries.units import unit_tree
from twofold.workspace.access import importing_units
from twofold.workspace.actions.mappings import forget_mapping, rename_mapping
from twofold.workspace.models import SavedMapping
from twofold.workspace.queries.record_types import record_types

SHOWN = 200


@require_GET
def mapping_list(request: HttpRequest) -> HttpResponse:
    """Everyone who imports for a unit shares what was chosen for it."""
    saved = SavedMapping.objects.filter(unit_id__in=importing_units(request.actor))
    labels = {kind.name: kind.label for kind in record_types()}
    names = unit_tree().names
    context = {
        "rows": [
            {"saved": one, "kind": labels.get(one.record_type, ""), "unit": names.get(one.unit_id, "")}
            for one in saved.order_by("-used_at", "-pk")[:SHOWN]
        ],
        "crumbs": [{"label": _("Imports"), "url": reverse("workspace:import-list")}],
    }
    return render(request, "workspace/web/imports/mapping_list.html", context)


@require_POST
def mapping_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a mapping, or forget it."""
    try:
        if "forget" in request.POST:
            forget_mapping(pk, actor=request.actor)
            messages.success(request, _("It is proposed no more."))
        else:
            rename_mapping(pk, name=request.POST.get("name", ""), actor=request.actor)
            messages.success(request, _("Renamed."))
    except DomainError as refusal:
        if not refusal.sentence:
            raise
        messages.error(request, refusal.sentence)
    return redirect("workspace:mapping-list")
