"""Who may look into the queue."""

from django.db.models import Q

from twofold.core.actor import Actor
from twofold.core.guard import NOTHING


def job_policy(actor: Actor, action: str) -> Q:
    """Administrators see jobs of the house and of units they belong to; of the others, only that they exist."""
    if not actor.may("administer"):
        return NOTHING
    return Q(unit_id__isnull=True) | Q(unit_id__in=actor.units())
