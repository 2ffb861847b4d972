"""Who may read a note: the staff of its unit. No customer, on any side, ever."""

from django.db.models import Q

from twofold.core.actor import Actor, Level
from twofold.core.guard import NOTHING


def note_policy(actor: Actor, action: str) -> Q:
    """Members read and write notes of their unit; an author may read their own."""
    if not actor.is_staff_side or action not in ("view", "work"):
        return NOTHING
    reach = Q(unit_id__in=actor.units(Level.WORK if action == "work" else Level.VIEW))
    return reach | Q(author_id=actor.person_id) if actor.person_id and action == "view" else reach
