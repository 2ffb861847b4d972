"""Who may see what was answered: named answers of outside customers the unit that was rated; all others only as totals."""

from django.db.models import Q

from twofold.core.actor import LEVEL_FOR, Actor, Level
from twofold.core.guard import NOTHING
from twofold.relationships.models import Side
from twofold.surveys.models import Survey, ToldUnit, Wave


def survey_policy(actor: Actor, action: str) -> Q:
    """A survey is for the unit that asks; to look at, also for who leads a unit that released totals are about."""
    level = LEVEL_FOR.get(action)
    if level is None:
        return NOTHING
    asks = Q(unit_id__in=actor.units(level))
    if level is not Level.VIEW:
        return asks
    told = ToldUnit.objects.filter(unit_id__in=actor.units(Level.LEAD), wave__state=Wave.State.RELEASED)
    return asks | Q(pk__in=told.values("wave__survey_id"))


def response_policy(actor: Actor, action: str) -> Q:
    """One sheet of a named survey of outside customers is for the unit it speaks of. Any other is for no page at all."""
    if action != "view":
        return NOTHING
    return Q(survey__mode=Survey.Mode.NAMED, survey__side=Side.EXTERNAL, unit_id__in=actor.units())


def asked_policy(actor: Actor, action: str) -> Q:
    """Who was asked, and who has answered, no human reads in a list: links are followed, not looked up."""
    return NOTHING


def ballot_policy(actor: Actor, action: str) -> Q:
    """A sealed ballot is for nobody."""
    return NOTHING
