"""Who may see what was heard: the unit it is about; an idea that is shown, also those who may vote for it."""

from django.db.models import Exists, Q, QuerySet

from twofold.core.actor import LEVEL_FOR, ActingSide, Actor
from twofold.core.guard import NOTHING
from twofold.directory.access import is_staff
from twofold.directory.models import Party
from twofold.feedback.models import Idea
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
        shown = Q(side=Side.EXTERNAL) | Q(Exists(_oneself_as_colleague(actor)), side=Side.INTERNAL)
        return Q(author_id=actor.person_id) | Q(is_shown=True) & shown
    of_unit = of_unit_policy(actor, action)
    if action != "view" or not is_staff(actor):
        return of_unit
    own = Q(author_id=actor.person_id) if actor.person_id else NOTHING
    return of_unit | own | Q(is_shown=True)


def may_vote(actor: Actor, idea: Idea) -> bool:
    """Whether an idea one sees is one's to vote on: from inside for colleagues, from outside for customers in the portal."""
    if not idea.is_shown or not actor.person_id:
        return False
    if idea.side == Side.EXTERNAL:
        return actor.side == ActingSide.PORTAL
    return _oneself_as_colleague(actor).exists()


def _oneself_as_colleague(actor: Actor) -> QuerySet[Party]:
    return Party.objects.system("whether oneself works here").filter(pk=actor.person_id, is_colleague=True)
