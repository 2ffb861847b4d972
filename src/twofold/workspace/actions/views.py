"""Saved views: kept under a name, changed, shared with a unit, deleted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.access import change_visible, require_level
from twofold.core.actor import Actor, Level
from twofold.core.errors import BadInput, NotAllowed
from twofold.core.rows import changed, created, deleted, row_values
from twofold.timeline.actions.record import record
from twofold.workspace.models import SavedView
from twofold.workspace.queries.lists.shown import Shown

LONGEST_NAME = 80


@dataclass(frozen=True)
class Naming:
    """What a view is called, with whom it is shared, and whether it stands among the tabs.

    :param unit_id: the unit whose members may open it; None for its owner alone
    """

    name: str
    unit_id: int | None = None
    is_pinned: bool = False


@transaction.atomic
def save_view(shown: Shown, naming: Naming, *, actor: Actor, now: datetime) -> SavedView:
    """Keep a list as it is shown.

    :raises NotAllowed: if the actor does not work in the unit, or is nobody with an account
    :raises BadInput: without a name, or with one that the actor has given to another view of the list
    """
    if actor.user_id is None:
        raise NotAllowed(_("Only someone who signs in can keep views."))
    _require_may_share(naming, actor)
    view = SavedView(list_name=shown.listed.type.name, owner_id=actor.user_id, **_kept(shown))
    _name(view, naming, now)
    view.save()
    _record("workspace.view_saved", view, created(view), actor, now)
    return view


def change_view(view_id: int, *, naming: Naming | None = None, shown: Shown | None = None, actor: Actor,
                now: datetime) -> SavedView:  # fmt: skip
    """Rename or share a view, or keep what is shown in the place of what it was.

    :raises NotVisible: if the actor may not see it
    :raises NotAllowed: if it is someone else's and the actor does not lead its unit
    :raises BadInput: for a name that is missing or taken
    """
    with change_visible(SavedView, actor, view_id) as view:
        before = row_values(view)
        for field, value in (_kept(shown) if shown else {}).items():
            setattr(view, field, value)
        if naming:
            if naming.unit_id != view.unit_id:
                _require_may_share(naming, actor)
            _name(view, naming, now)
        view.changed_at = now
        view.save()
        _record("workspace.view_changed", view, changed(view, before), actor, now)
        return view


def delete_view(view_id: int, *, actor: Actor, now: datetime) -> SavedView:
    """Delete a view; the records that it showed stay, and the view can be had back.

    :raises NotVisible: if the actor may not see it
    :raises NotAllowed: if it is someone else's and the actor does not lead its unit
    """
    with transaction.atomic():
        with change_visible(SavedView, actor, view_id) as view:
            _record("workspace.view_deleted", view, deleted(view), actor, now)
        SavedView.objects.system("the change above has asked").filter(pk=view_id).delete()
        return view


def _kept(shown: Shown) -> dict[str, Any]:
    return {
        "rules": shown.rules,
        "text": shown.text,
        "columns": list(shown.columns),
        "order": shown.order,
        "layout": shown.layout,
        "layout_by": shown.by,
    }


def _name(view: SavedView, naming: Naming, now: datetime) -> None:
    name = " ".join(naming.name.split())
    if not name:
        raise BadInput(_("Give the view a name."), field="name")
    if len(name) > LONGEST_NAME:
        raise BadInput(
            _("A name may have at most %(most)d characters.") % {"most": LONGEST_NAME}, field="name"
        )
    others = SavedView.objects.system("names of the same owner's views").exclude(pk=view.pk)
    if others.filter(owner_id=view.owner_id, list_name=view.list_name, name=name).exists():
        raise BadInput(_("There is a view called “%(name)s” already. Choose another name.") % {"name": name},
                       field="name")  # fmt: skip
    view.name, view.unit_id, view.is_pinned, view.changed_at = name, naming.unit_id, naming.is_pinned, now


def _require_may_share(naming: Naming, actor: Actor) -> None:
    if naming.unit_id is not None:
        require_level(
            actor, Level.WORK, naming.unit_id,
            _("You may share views with the units in which you work. Choose one of those."),
        )  # fmt: skip


def _record(verb: str, view: SavedView, row, actor: Actor, now: datetime) -> None:
    record(verb, subject=view, actor=actor, now=now, unit_id=view.unit_id, rows=[row])
