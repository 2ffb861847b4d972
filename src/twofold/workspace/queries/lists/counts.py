"""How many the views of a list hold, as far as they can be counted at once."""

from collections.abc import Mapping

from twofold.core.plates import Asked
from twofold.workspace.queries.lists.listed import Listed
from twofold.workspace.queries.lists.matching import capped_count, matching
from twofold.workspace.queries.lists.shown import of_view

MOST = 999


def view_counts(listed: Listed, asked: Asked) -> Mapping[str, int | None]:
    """View → how many, None where they are more than `MOST`; only of views that are to be counted."""
    if listed.type.count_views:
        return listed.type.count_views(asked)
    return {
        view.name: capped_count(matching(of_view(listed, view), asked).rows, MOST)
        for view in listed.type.views
        if view.is_counted
    }
