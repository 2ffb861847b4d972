"""Who may see what was answered: named answers the unit that was rated, confidential ones nobody but as totals."""

from django.db.models import Q

from twofold.core.actor import Actor, Level
from twofold.core.guard import NOTHING
from twofold.surveys.models import Survey

LEVEL_FOR = {"view": Level.VIEW, "work": Level.WORK, "lead": Level.LEAD}


def survey_policy(actor: Actor, action: str) -> Q:
    """A survey is for the unit that asks."""
    level = LEVEL_FOR.get(action)
    return Q(unit_id__in=actor.units(level)) if level else NOTHING


def response_policy(actor: Actor, action: str) -> Q:
    """One sheet of a named survey is for the unit it speaks of. A confidential sheet is for no page at all."""
    if action != "view":
        return NOTHING
    return Q(survey__mode=Survey.Mode.NAMED, unit_id__in=actor.units())
