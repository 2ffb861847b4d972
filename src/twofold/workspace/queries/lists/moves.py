"""Into which columns of a board cards may be moved."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput, NotAllowed
from twofold.core.plates import Asked
from twofold.workspace.queries.lists.shown import Shown

NOTHING = ""
"""What an address and a form call the column of those without a value."""


def targets_of(shown: Shown, asked: Asked) -> Mapping[str, str]:
    """Value → name of the columns of a board into which its cards go; empty where it is only to be read."""
    listed = shown.listed
    move, edit = listed.move(shown.by), listed.edits.get(shown.by)
    if move is not None:
        offered, can_be_empty = move.columns or listed.fields[shown.by].choices, bool(move.nobody)
    elif edit is not None and edit.choices is not None and listed.is_edited:
        offered, can_be_empty = edit.choices, not edit.is_required
    else:
        return {}
    targets = {str(value): str(label) for value, label in offered(asked)} if offered else {}
    return targets | {NOTHING: name_of_nothing(shown)} if can_be_empty else targets


def name_of_nothing(shown: Shown) -> str:
    """What the column of those without a value is called."""
    move = shown.listed.move(shown.by)
    if move is not None and move.nobody:
        return str(move.nobody)
    return _("No “%(field)s”") % {"field": shown.listed.fields[shown.by].label}


def require_target(shown: Shown, to: str, asked: Asked) -> None:
    """Refuse a column into which no card goes.

    :raises NotAllowed: if the board is only to be read
    :raises BadInput: if another column has to be chosen
    """
    targets = targets_of(shown, asked) if shown.by else {}
    if not targets:
        raise NotAllowed(_("This board is only to be read: what it sorts by is not changed here."))
    if to not in targets:
        raise BadInput(_("Cards are not moved into this column."))
