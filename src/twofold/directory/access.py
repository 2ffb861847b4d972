"""Who may see whom. A party is visible to the units to which it is known; colleagues to all staff by name, unit and title."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from twofold.core.access import visible_list
from twofold.core.actor import LEVEL_FOR, ActingSide, Actor, Level
from twofold.core.errors import NotAllowed, NotVisible
from twofold.core.guard import EVERYTHING, NOTHING
from twofold.directory.models import Affiliation, KnownTo, Party, Tie, Unit

LEVEL_FOR_PARTY = {**LEVEL_FOR, "name": Level.VIEW}


def party_policy(actor: Actor, action: str) -> Q:
    """`name` reaches further than `view`: a colleague's name is for all staff, the rest for the units that know them.

    Nobody works on whoever was erased: there is nobody left to work on.
    """
    for_all_staff = Q(kind=Party.Kind.UNIT)
    if action == "name":
        for_all_staff |= Q(is_colleague=True)
    reach = _reach(actor, action, "pk", for_all_staff)
    return reach if LEVEL_FOR_PARTY.get(action) == Level.VIEW else reach & Q(erased_at=None)


def unit_policy(actor: Actor, action: str) -> Q:
    """All staff see that a unit exists; its leads and administrators change it, a sealed one its own leads only."""
    if not is_staff(actor):
        return NOTHING
    if action in ("name", "view"):
        return EVERYTHING
    led = Q(pk__in=actor.units(Level.LEAD))
    return led | Q(is_sealed=False) if actor.may("administer") else led


def affiliation_policy(actor: Actor, action: str) -> Q:
    """Who works where is known to all staff; any other tie to the units that know the party."""
    return _reach(actor, action, "party_id", Q(kind=Affiliation.Kind.EMPLOYEE, group__kind=Party.Kind.UNIT))


def contact_point_policy(actor: Actor, action: str) -> Q:
    """How to reach a party: for the units that know it, and for the party itself; how to reach a unit: for all staff."""
    return _reach(actor, action, "party_id", Q(party__kind=Party.Kind.UNIT))


def tie_policy(actor: Actor, action: str) -> Q:
    """A tie between people is for the units that know the one who is tied, and for that person; who reports to whom for all."""
    return _reach(actor, action, "party_id", Q(kind=Tie.Kind.REPORTS_TO, party__is_colleague=True))


def absence_policy(actor: Actor, action: str) -> Q:
    """That a colleague is away is known to all staff; who knows them at their unit writes it down, and they themselves."""
    if action == "work" and is_staff(actor):
        own = Q(person_id=actor.person_id) if actor.person_id else NOTHING
        return known_to(actor, Level.LEAD, "person_id") | own
    return _reach(actor, action, "person_id", Q(person__is_colleague=True))


def possible_duplicate_policy(actor: Actor, action: str) -> Q:
    """Two parties that may be one are shown to those who know both; the decision is for those who may change both."""
    level = LEVEL_FOR_PARTY.get(action)
    if level is None or not is_staff(actor):
        return NOTHING
    return known_to(actor, level, "first_id") & known_to(actor, level, "second_id")


def _reach(actor: Actor, action: str, party_column: str, for_all_staff: Q) -> Q:
    """What is known of oneself; what one's units know, at their level; and to look at, what all staff may."""
    level = LEVEL_FOR_PARTY.get(action)
    if level is None:
        return NOTHING
    own = Q(**{party_column: actor.person_id}) if actor.person_id and level == Level.VIEW else NOTHING
    if actor.side == ActingSide.PORTAL:
        return own
    if not actor.is_staff_side:
        return NOTHING
    reach = own | known_to(actor, level, party_column)
    return reach | for_all_staff if level == Level.VIEW and is_staff(actor) else reach


def known_to(actor: Actor, level: Level, party_column: str) -> Q:
    """Condition: the party is known to a unit in which the actor has this level."""
    units = actor.units(level)
    if not units:
        return NOTHING
    return Q(Exists(KnownTo.objects.filter(party_id=OuterRef(party_column), unit_id__in=units)))


def is_staff(actor: Actor) -> bool:
    """Whether someone serves here: in a unit, or by a capability. A customer who signs in is not staff at any address."""
    return actor.is_staff_side and bool(actor.levels or actor.capabilities)


def require_staff(actor: Actor) -> None:
    """Hide from customers who changed what, and when: of their own record they see what it says.

    :raises NotVisible: for whoever does not serve here
    """
    if not is_staff(actor):
        raise NotVisible


def works_somewhere(actor: Actor) -> bool:
    """Whether the actor may add people and organisations to any unit."""
    return bool(actor.units(Level.WORK))


def is_house(actor: Actor) -> bool:
    """Whether this is the house itself at work: a job, a command or the set-up, which asked before it began."""
    return actor.live and actor.side == ActingSide.JOB


def require_work_in(actor: Actor, unit_id: int | None) -> None:
    """Refuse an actor who does not work in the unit on whose behalf a party is brought in.

    :raises NotAllowed: with a sentence
    """
    held = actor.level_in(unit_id)
    if not is_house(actor) and (held is None or held < Level.WORK):
        raise NotAllowed(_("You do not work in this unit. Choose one of your own."), field="unit")


def require_work_on(actor: Actor, party: Party) -> None:
    """Refuse an actor to whose units the party is not known, or who may only look.

    :raises NotAllowed: with a sentence
    """
    if is_house(actor) or visible_list(Party, actor, "work").filter(pk=party.pk).exists():
        return
    raise NotAllowed(
        _("You may not change %(name)s: only those who work in a unit that knows them may.")
        % {"name": party.name}
    )


def require_lead_of(actor: Actor, unit: Unit) -> None:
    """Refuse an actor who neither leads the unit nor administers it; a sealed unit is its own leads' to change.

    :raises NotAllowed: with a sentence
    """
    if is_house(actor) or visible_list(Unit, actor, "lead").filter(pk=unit.pk).exists():
        return
    raise NotAllowed(
        _("Only a lead of %(unit)s or an administrator may do this.") % {"unit": unit.party.name}
    )
