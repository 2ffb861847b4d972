"""The list of imports."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from twofold.core.access import visible_list
from twofold.core.paging import keyset_page
from twofold.directory.queries.names import party_names
from twofold.workspace.access import may_import
from twofold.workspace.models import ImportRun
from twofold.workspace.queries.record_types import import_labels


@require_GET
def import_list(request: HttpRequest) -> HttpResponse:
    """Imports for the units one may import for, and one's own; newest first."""
    runs = visible_list(ImportRun, request.actor)
    page = keyset_page(runs, order=("created_at", "pk"), token=request.GET.get("after", ""), descending=True)
    context = {
        "rows": _rows(page.rows),
        "newer_url": f"?after={page.before}" if page.before else "",
        "older_url": f"?after={page.after}" if page.after else "",
        "may_import": may_import(request.actor),
    }
    return render(request, "workspace/web/imports/import_list.html", context)


def _rows(runs: Iterable[ImportRun]) -> list[dict]:
    runs = list(runs)
    names = party_names(
        {run.unit_id for run in runs} | {run.person_id for run in runs if run.person_id}, None
    )
    labels = import_labels()
    return [
        {
            "run": run,
            "taken": run.rows - run.rejected,
            "kind": labels.get(run.record_type, run.record_type),
            "unit": names.get(run.unit_id, ""),
            "who": names.get(run.person_id, ""),
        }
        for run in runs
    ]
