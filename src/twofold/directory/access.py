"""Who may see whom. A party is visible to the units to which it is known; colleagues to all staff by name, unit and title."""

from django.db.models import Exists, OuterRef, Q

from twofold.core.actor import ActingSide, Actor, Level
from twofold.core.guard import EVERYTHING, NOTHING
from twofold.directory.models import Affiliation, KnownTo, Party

LEVEL_FOR = {"name": Level.VIEW, "view": Level.VIEW, "work": Level.WORK, "lead": Level.LEAD}


def party_policy(actor: Actor, action: str) -> Q:
    """`name` reaches further than `view`: a colleague's name is for all staff, the rest for the units that know them."""
    level = LEVEL_FOR.get(action)
    if level is None:
        return NOTHING
    own = Q(pk=actor.person_id) if actor.person_id and level == Level.VIEW else NOTHING
    if actor.side == ActingSide.PORTAL:
        return own
    if not actor.is_staff_side:
        return NOTHING
    reach = own | known_to(actor, level, "pk")
    if level == Level.VIEW:
        reach |= Q(kind=Party.Kind.UNIT)
    if action == "name":
        reach |= Q(is_colleague=True)
    return reach


def unit_policy(actor: Actor, action: str) -> Q:
    """All staff see that a unit exists; its leads and administrators change it, a sealed one its own leads only."""
    if not actor.is_staff_side:
        return NOTHING
    if action in ("name", "view"):
        return EVERYTHING
    led = Q(pk__in=actor.units(Level.LEAD))
    return led | Q(is_sealed=False) if actor.may("administer") else led


def affiliation_policy(actor: Actor, action: str) -> Q:
    """Who works where is known to all staff; any other tie to the units that know the party."""
    level = LEVEL_FOR.get(action)
    if level is None:
        return NOTHING
    own = Q(party_id=actor.person_id) if actor.person_id and level == Level.VIEW else NOTHING
    if actor.side == ActingSide.PORTAL:
        return own
    if not actor.is_staff_side:
        return NOTHING
    reach = own | known_to(actor, level, "party_id")
    return reach | Q(kind=Affiliation.Kind.EMPLOYEE) if level == Level.VIEW else reach


def contact_point_policy(actor: Actor, action: str) -> Q:
    """How to reach a party: for the units that know it, and for the party itself."""
    level = LEVEL_FOR.get(action)
    if level is None:
        return NOTHING
    own = Q(party_id=actor.person_id) if actor.person_id and level == Level.VIEW else NOTHING
    return own if actor.side == ActingSide.PORTAL else own | known_to(actor, level, "party_id")


def known_to(actor: Actor, level: Level, party_column: str) -> Q:
    """Condition: the party is known to a unit in which the actor has this level."""
    units = actor.units(level)
    if not units:
        return NOTHING
    return Q(Exists(KnownTo.objects.filter(party_id=OuterRef(party_column), unit_id__in=units)))
