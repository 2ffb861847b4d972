"""A list as a board: a column for each choice of a field, a card for each record."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from twofold.core.plates import Asked
from twofold.workspace.queries.lists.boards import MOST_COLUMNS, board_of
from twofold.workspace.queries.lists.matching import Matching
from twofold.workspace.queries.lists.shown import Shown
from twofold.workspace.web.lists.cards import cards_of

FEW_WAYS = 4
"""As many ways to cut a board stand side by side; more are a menu."""


def board_context(request: HttpRequest, shown: Shown, found: Matching, asked: Asked) -> dict[str, Any]:
    """The columns of the board with their first cards."""
    board = board_of(shown, found, asked, more=request.GET.get("more"))
    by_choices = _by_choices(shown)
    return {
        "layout": "board",
        "board": board,
        "board_columns": [
            {
                "column": column,
                "cards": cards_of(shown, column.rows, asked),
                "more_url": shown.address(more={"more": column.value}) if column.has_more else "",
            }
            for column in board.columns
        ],
        "rows": [row for column in board.columns for row in column.rows],
        "most_columns": MOST_COLUMNS,
        "by_label": shown.listed.fields[shown.by].label,
        "by_choices": by_choices,
        "by_menu": len(by_choices) > FEW_WAYS,
    }


def _by_choices(shown: Shown) -> Sequence[dict[str, Any]]:
    return [
        {"label": shown.listed.fields[name].label, "url": shown.address(by=name), "active": name == shown.by}
        for name in shown.listed.boards
    ]
