"""Who may read a figure: members of its unit, and those who may see totals."""

from django.db.models import Q

from twofold.core.actor import Actor
from twofold.core.guard import NOTHING
from twofold.directory.queries.units import unit_tree


def stored_figure_policy(actor: Actor, action: str) -> Q:
    """Totals over a sealed unit are for its members even when one may see totals elsewhere."""
    if action != "view" or not actor.is_staff_side:
        return NOTHING
    reach = Q(unit_id__in=actor.units())
    return reach | ~Q(unit_id__in=unit_tree().behind_seals()) if actor.may("see_totals") else reach
