"""The views of a list: those that come with the house, one's own, and those that units share."""

from collections.abc import Sequence

from twofold.core.access import get_visible, visible_list
from twofold.core.actor import Actor
from twofold.core.errors import NotVisible
from twofold.core.plates import ListView
from twofold.workspace.models import SavedView
from twofold.workspace.queries.lists.listed import Listed


def chosen_view(listed: Listed, key: str, actor: Actor) -> ListView | SavedView:
    """The view that an address names; the first one where it names none.

    :raises NotVisible: if it is a saved view that the actor may not see, or of another list
    """
    if key.isascii() and key.isdecimal() and len(key) < 19:
        view = get_visible(SavedView, actor, int(key))
        if view.list_name != listed.type.name:
            raise NotVisible
        return view
    return listed.view(key) or listed.type.views[0]


def saved_views(listed: Listed, actor: Actor) -> Sequence[SavedView]:
    """Saved views that the actor may open, by name."""
    views = visible_list(SavedView, actor).filter(list_name=listed.type.name)
    return list(views.select_related("unit__party").order_by("name", "pk"))
