"""Who may see what was heard: the unit it is about; an idea that is shown, also those who may vote for it."""

from django.db.models import Q

from twofold.core.actor import LEVEL_FOR, ActingSide, Actor
from twofold.core.guard import NOTHING
from twofold.directory.access import is_staff
from twofold.relationships.models import Side


def of_unit_policy(actor: Actor, action: str) -> Q:
    """Sources, reviews, observations and the code book are for the staff of their unit."""
    level = LEVEL_FOR.get(action)
    if level is None or not actor.is_staff_side:
        return NOTHING
    return Q(unit_id__in=actor.units(level))


def idea_policy(actor: Actor, action: str) -> Q:
    """A unit sees what is proposed to it; one sees one's own; what is shown, all staff, and customers of the same side."""
    if actor.side == ActingSide.PORTAL:
        if action != "view" or not actor.person_id:
            return NOTHING
        return Q(author_id=actor.person_id) | Q(is_shown=True, side=Side.EXTERNAL)
    of_unit = of_unit_policy(actor, action)
    if action != "view" or not is_staff(actor):
        return of_unit
    own = Q(author_id=actor.person_id) if actor.person_id else NOTHING
    return of_unit | own | Q(is_shown=True)
