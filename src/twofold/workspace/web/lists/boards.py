"""A list as a board: a column for each choice of a field, a card for each record."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from twofold.core.errors import BadInput, NotAllowed, NotVisible
from twofold.core.plates import Asked, FieldKind
from twofold.ui.undo import offer_undo
from twofold.workspace.actions.edit_record import edit_record
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
    edit = shown.listed.edits.get(shown.by)
    if edit is None or edit.choices is None or shown.listed.type.edit is None:
        raise NotAllowed(_("This board is only to be read: what it sorts by is not changed here."))
    if not shown.listed.type.rows(asked._replace(side="both")).filter(pk=pk).exists():
        raise NotVisible
    to = request.POST.get("to", "")
    if to not in {str(value) for value, _label in edit.choices(asked)}:
        raise BadInput(_("Cards are not moved into this column."))
    edit_record(shown.listed, pk, {shown.by: int(to) if edit.kind is FieldKind.UNIT else to}, asked)
    offer_undo(request, _("Moved."))
    return redirect(list_url(shown.listed) + shown.address())
