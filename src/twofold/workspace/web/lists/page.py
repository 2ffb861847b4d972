"""A list: table, board or calendar of records."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from twofold.core.plates import Asked
from twofold.workspace.queries.lists.formats import formats_of
from twofold.workspace.queries.lists.matching import Matching, matching, page_of
from twofold.workspace.queries.lists.shown import Shown
from twofold.workspace.queries.lists.views import saved_views
from twofold.workspace.web.lists import heads
from twofold.workspace.web.lists.asked import list_url, read_list, who_asks
from twofold.workspace.web.lists.boards import board_context
from twofold.workspace.web.lists.calendars import calendar_context
from twofold.workspace.web.lists.cells import RowWriter
from twofold.workspace.web.lists.views import saving_context

TEMPLATE = "workspace/web/lists/list.html"


@require_GET
def record_list(request: HttpRequest, name: str) -> HttpResponse:
    """Records of one kind, as a view and the address want them shown."""
    shown, asked = read_list(request, name), who_asks(request)
    if request.htmx:
        return body_of(request, shown, asked)
    saved = saved_views(shown.listed, request.actor)
    context = _body(request, shown, asked) | {
        "tabs": heads.tabs(shown, saved, asked),
        **saving_context(request.actor, shown, saved),
    }
    return render(request, TEMPLATE, context)


def body_of(request: HttpRequest, shown: Shown, asked: Asked) -> HttpResponse:
    """What stands below the tabs, to be put in the place of what stood there."""
    return render(request, TEMPLATE + "#body", _body(request, shown, asked))


def _body(request: HttpRequest, shown: Shown, asked: Asked) -> dict[str, Any]:
    found = matching(shown, asked)
    draw = {"board": board_context, "calendar": calendar_context}.get(shown.layout, table_context)
    return {
        "type": shown.listed.type,
        "shown": shown,
        "has_search": shown.listed.type.search is not None,
        "found": found,
        "chips": heads.chips(shown, found, asked),
        "problems": heads.problems(shown, found),
        "columns": heads.columns(shown),
        "choices": heads.column_choices(shown),
        "columns_moved": bool({"up", "down"} & request.GET.keys()),
        "layouts": heads.layouts(shown),
        "state": heads.hidden_state(shown),
        "more_formats": formats_of(shown.listed.type.name).values(),
        "actions": (actions := shown.listed.type.actions(asked)),
        "first_action": actions[-1] if actions else ("", "", ""),
        "urls": {"list": list_url(shown.listed)} | heads.addresses(shown),
        **draw(request, shown, found, asked),
    }


def table_context(request: HttpRequest, shown: Shown, found: Matching, asked: Asked) -> dict[str, Any]:
    """One page of rows."""
    page = page_of(shown, found, request.GET.get("page", ""))
    return {
        "layout": "table",
        "rows": page.rows,
        "rows_html": RowWriter(shown.listed, shown.columns, page.rows, asked).html(),
        "before_url": shown.address(more={"page": page.before}) if page.before else "",
        "after_url": shown.address(more={"page": page.after}) if page.after else "",
    }
