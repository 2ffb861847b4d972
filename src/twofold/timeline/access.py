"""Who may read what happened: the units it happened in, and whoever did it."""

from django.db.models import Exists, OuterRef, Q

from twofold.core.actor import Actor, Level
from twofold.core.guard import EVERYTHING, NOTHING
from twofold.timeline.models import Mention


def event_policy(actor: Actor, action: str) -> Q:
    """Events of one's units and one's own acts; those of several units for each, since they name them.

    Those of no unit (settings) are for administrators and auditors.
    """
    if action != "view" or not actor.is_staff_side:
        return NOTHING
    reach = Q(unit_id__in=actor.units())
    if units := actor.units():
        named = Mention.objects.filter(event_id=OuterRef("pk"), party_id__in=units)
        reach |= Q(Exists(named), unit_id__isnull=True)
    if actor.person_id:
        reach |= Q(person_id=actor.person_id)
    if actor.may("administer") or actor.may("audit"):
        reach |= Q(unit_id__isnull=True)
    return reach


def look_up_policy(actor: Actor, action: str) -> Q:
    """Who looked at a record of a unit is for the leads of that unit, a sealed one its own, and for auditors."""
    if action != "view" or not actor.is_staff_side:
        return NOTHING
    return EVERYTHING if actor.may("audit") else Q(unit_id__in=actor.units(Level.LEAD))
