"""A list as a board: a column for each choice of a field, a card for each record."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from twofold.core.errors import BadInput, NotAllowed
from twofold.core.plates import Asked
from twofold.timeline.actions.record import record
from twofold.workspace.queries.lists.boards import board_columns
from twofold.workspace.queries.lists.matching import Matching
from twofold.workspace.queries.lists.shown import Shown
from twofold.workspace.web.lists.asked import list_url, read_list, who_asks
from twofold.workspace.web.lists.cards import cards_of


def board_context(request: HttpRequest, shown: Shown, found: Matching, asked: Asked) -> dict[str, Any]:
    """The columns of the board with their first cards."""
    columns = board_columns(shown, found, asked, more=request.GET.get("more", ""))
    can_move = shown.by in shown.listed.edits and shown.listed.type.edit is not None
    return {
        "layout": "board",
        "board_columns": [
            {
                "column": column,
                "cards": cards_of(shown, column.rows, asked),
                "more_url": shown.address(more={"more": column.value}) if column.has_more else "",
            }
            for column in columns
        ],
        "can_move": can_move,
        "rows": [row for column in columns for row in column.rows],
        "by_label": shown.listed.fields[shown.by].label,
        "by_choices": _by_choices(shown),
    }


def _by_choices(shown: Shown) -> Sequence[dict[str, Any]]:
    return [
        {"label": shown.listed.fields[name].label, "url": shown.address(by=name), "active": name == shown.by}
        for name in shown.listed.type.boards
    ]


@require_POST
def card_move(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """Give a record the value of the column into which its card was moved."""
    shown, asked = read_list(request, name), who_asks(request)
    kind, by = shown.listed.type, shown.by
    if kind.edit is None or by not in shown.listed.edits:
        raise NotAllowed(_("This board is only to be read: what it sorts by is not changed here."))
    with transaction.atomic():
        edited = kind.edit([pk], {by: request.POST.get("to", "")}, asked)
        if edited.refused:
            raise BadInput(next(iter(edited.refused.values())))
        if edited.changes:
            row = kind.model.objects.system("the edit above has asked").get(pk=pk)
            record("workspace.card_moved", subject=row, actor=asked.actor, now=timezone.now(),
                   unit_id=None, rows=edited.changes)  # fmt: skip
    if request.htmx:
        return HttpResponse(status=204)
    messages.success(request, _("Moved."))
    return redirect(list_url(shown.listed) + shown.address())
