"""Who may see what is owed: the staff of the case's unit and of the unit that asked, those who take part, and in the portal
the requester."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from twofold.cases.models import Case, CaseParty
from twofold.core.actor import LEVEL_FOR, ActingSide, Actor, Level
from twofold.core.guard import NOTHING

CUSTOMER_ROLES = (CaseParty.Role.REQUESTER, CaseParty.Role.ON_BEHALF_OF)
STAFF_ROLES = (CaseParty.Role.MEDIATOR, CaseParty.Role.PARTICIPANT)


def case_policy(actor: Actor, action: str) -> Q:
    """Restricted cases are for leads, the assignee and those named; a requester sees their own in the portal only."""
    level = LEVEL_FOR.get(action)
    if level is None:
        return NOTHING
    if actor.side == ActingSide.PORTAL:
        return _takes_part(actor, CUSTOMER_ROLES) if level == Level.VIEW else NOTHING
    if not actor.is_staff_side:
        return NOTHING
    takes_part = _takes_part(actor, STAFF_ROLES) | (
        Q(assignee_id=actor.person_id) if actor.person_id else NOTHING
    )
    of_unit = Q(unit_id__in=actor.units(level))
    reach = of_unit & (Q(is_restricted=False) | Q(unit_id__in=actor.units(Level.LEAD)) | takes_part)
    return reach | takes_part | _asked_by_unit(actor) if level == Level.VIEW else reach


def case_step_policy(actor: Actor, action: str) -> Q:
    """A step is seen with its case."""
    return Q(Exists(Case.objects.visible_to(actor, action).filter(pk=OuterRef("case_id"))))


def _asked_by_unit(actor: Actor) -> Q:
    """What one's unit asked another for, as an internal customer."""
    units = actor.units()
    return Q(is_restricted=False) & _of_parties(units, (CaseParty.Role.REQUESTER,)) if units else NOTHING


def _takes_part(actor: Actor, roles: tuple[str, ...]) -> Q:
    return _of_parties([actor.person_id], roles) if actor.person_id else NOTHING


def _of_parties(party_ids: Iterable[int], roles: tuple[str, ...]) -> Q:
    """The cases in which parties take part: found once from their side, not asked anew for each case."""
    return Q(pk__in=CaseParty.objects.filter(party_id__in=party_ids, role__in=roles).values("case_id"))
