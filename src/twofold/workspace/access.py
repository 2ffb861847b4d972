"""Who may see an import: whoever started it, and those who work in the unit it was for."""

from django.db.models import Q

from twofold.core.actor import Actor, Level
from twofold.core.guard import NOTHING


def import_run_policy(actor: Actor, action: str) -> Q:
    """Members at `work` level see their unit's imports; only their own may they go on with."""
    if not actor.is_staff_side or action not in ("view", "work"):
        return NOTHING
    own = Q(user_id=actor.user_id) if actor.user_id else NOTHING
    return own if action == "work" else own | Q(unit_id__in=actor.units(Level.WORK))
