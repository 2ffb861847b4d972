"""Who may import, and who may see an import: whoever started it, and those who may import for its unit."""

from django.db.models import Q
from django.utils.translation import gettext as _

from twofold.core.access import require_capability
from twofold.core.actor import LEVEL_FOR, Actor, Level
from twofold.core.errors import NotAllowed
from twofold.core.guard import NOTHING
from twofold.core.plates import PieceImport, RecordType
from twofold.directory.access import is_staff

CAPABILITY = "import"


def import_run_policy(actor: Actor, action: str) -> Q:
    """The imports of units one may import for; of one's own even when one no longer may, to look at."""
    if not actor.is_staff_side or action not in ("view", "work"):
        return NOTHING
    reach = Q(unit_id__in=importing_units(actor))
    return reach | Q(user_id=actor.user_id) if action == "view" and actor.user_id else reach


def saved_view_policy(actor: Actor, action: str) -> Q:
    """One's own views; those of one's units to look at, and to change for whoever leads the unit."""
    if not is_staff(actor) or not actor.user_id:
        return NOTHING
    own = Q(owner_id=actor.user_id)
    level = Level.VIEW if action == "view" else Level.LEAD
    return own | Q(unit_id__in=actor.units(level)) if action in LEVEL_FOR else NOTHING


def own_only(actor: Actor, action: str) -> Q:
    """What concerns the account alone: its notifications, its choices, what it watches."""
    return Q(user_id=actor.user_id) if actor.is_staff_side and actor.user_id else NOTHING


def privacy_request_policy(actor: Actor, action: str) -> Q:
    """The privacy desk of a unit is its leads'."""
    return Q(unit_id__in=actor.units(Level.LEAD)) if action in LEVEL_FOR else NOTHING


def has_privacy_desk(actor: Actor) -> bool:
    """Whether the actor leads any unit, and so answers for the data of those whom it knows."""
    return bool(actor.units(Level.LEAD))


def importing_units(actor: Actor) -> frozenset[int]:
    """Ids of the units on whose behalf the actor may import: those they lead, with the capability those they work in."""
    return actor.units(Level.WORK if actor.may(CAPABILITY) else Level.LEAD)


def may_import(actor: Actor) -> bool:
    """Whether the actor may import at all."""
    return bool(importing_units(actor))


def require_may_import(actor: Actor, unit_id: int, record_type: RecordType | PieceImport) -> None:
    """Refuse an actor who may not bring such records into the unit.

    :raises NotAllowed: with the sentence
    """
    if unit_id not in importing_units(actor):
        raise NotAllowed(_("You may not import for this unit. Ask a lead of it, or for the right to import."))
    if record_type.capability:
        require_capability(
            actor,
            record_type.capability,
            _("You may not import %(records)s. Ask an administrator.")
            % {"records": str(record_type.label).lower()},
        )
