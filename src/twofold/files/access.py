"""Who may see attachments."""

from django.db.models import Q

from twofold.core.actor import ActingSide, Actor, Level
from twofold.core.guard import NOTHING

LEVEL_FOR = {"view": Level.VIEW, "work": Level.WORK}


def attachment_policy(actor: Actor, action: str) -> Q:
    """Staff see those of their units; a customer in the portal sees what they sent themselves.

    What else a customer may open is decided by the room that shows it, which then signs a link.
    """
    if actor.side == ActingSide.PORTAL and actor.person_id and action == "view":
        return Q(added_by=actor.person_id)
    return Q(unit_id__in=actor.units(LEVEL_FOR[action])) if action in LEVEL_FOR else NOTHING
