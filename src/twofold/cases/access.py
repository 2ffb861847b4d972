"""Who may see what is owed: the staff of the case's unit and of the unit that asked, those who take part, and in the portal
the requester."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from twofold.accounts.models import Membership
from twofold.cases.models import Case, CaseParty, CaseStep
from twofold.core.actor import LEVEL_FOR, ActingSide, Actor, Level
from twofold.core.errors import NotAllowed
from twofold.core.guard import EVERYTHING, NOTHING
from twofold.directory.access import is_staff
from twofold.directory.models import Affiliation, Party
from twofold.directory.queries.affiliations import holding_on

CUSTOMER_ROLES = (CaseParty.Role.REQUESTER, CaseParty.Role.ON_BEHALF_OF)
STAFF_ROLES = (CaseParty.Role.MEDIATOR, CaseParty.Role.PARTICIPANT)
TOLD = (
    CaseStep.Kind.OPENED,
    CaseStep.Kind.ACKNOWLEDGED,
    CaseStep.Kind.ANSWERED,
    CaseStep.Kind.WROTE,
    CaseStep.Kind.WITHDRAWN,
    CaseStep.Kind.RESOLVED,
)
CONFLICT_ROLES = (*CUSTOMER_ROLES, CaseParty.Role.RESPONDENT)


def case_policy(actor: Actor, action: str) -> Q:
    """Restricted cases are for leads, the assignee and those named; a requester sees their own in the portal only.

    Whoever is a side of a conflict sees it, wherever it is dealt with.
    """
    reach = own_cases(actor, action)
    return reach | _in_conflict(actor) if action == "view" else reach


def own_cases(actor: Actor, action: str) -> Q:
    """The same without the conflicts to which one is merely a side: of these, one sees what is in the room."""
    level = LEVEL_FOR.get(action)
    if level is None:
        return NOTHING
    if actor.side == ActingSide.PORTAL:
        return asked_for(actor) if level == Level.VIEW else NOTHING
    if not actor.is_staff_side:
        return NOTHING
    takes_part = _takes_part(actor, STAFF_ROLES) | (
        Q(assignee_id=actor.person_id) if actor.person_id else NOTHING
    )
    of_unit = Q(unit_id__in=actor.units(level))
    reach = of_unit & (Q(is_restricted=False) | Q(unit_id__in=actor.units(Level.LEAD)) | takes_part)
    return reach | takes_part | _asked_by_unit(actor) if level == Level.VIEW else reach


def asked_for(actor: Actor) -> Q:
    """What a customer follows in the portal: what they asked for, and, where their tie to a group says so, all of the group's."""
    if not actor.person_id or not actor.live:
        return NOTHING
    ties = holding_on(Affiliation.objects.system("one's own ties"), datetime.now(UTC).date())
    ties = ties.filter(party_id=actor.person_id)
    hidden = ties.filter(portal_scope=Affiliation.PortalScope.NONE).values("group_id")
    whole = ties.filter(portal_scope=Affiliation.PortalScope.ALL).values("group_id")
    own = _takes_part(actor, CUSTOMER_ROLES) & ~Q(relationship__customer_id__in=hidden)
    return own | Q(relationship__customer_id__in=whole, is_restricted=False)


def case_step_policy(actor: Actor, action: str) -> Q:
    """A step is seen with its case; in the portal, only those whose words are meant for the customer."""
    told = Q(kind__in=TOLD) if actor.side == ActingSide.PORTAL else EVERYTHING
    return told & _of_own_case(actor, action)


def of_case_policy(actor: Actor, action: str) -> Q:
    """What belongs to a case and is for the staff only: its clocks, its complaint, what was given to make it good."""
    if actor.side == ActingSide.PORTAL:
        return NOTHING
    return _of_own_case(actor, action)


def shared_in_room_policy(actor: Actor, action: str) -> Q:
    """What all parties of a conflict read, whichever side they are on: facts, options, the settlement."""
    return _in_room(actor, action, "case_id")


def of_settlement_policy(actor: Actor, action: str) -> Q:
    """Steps and signatures are seen with their settlement."""
    return _in_room(actor, action, "settlement_id")


def position_policy(actor: Actor, action: str) -> Q:
    """A private paper: for its author and the mediator, not even for leads."""
    if not (_is_in_rooms(actor, action) and actor.person_id):
        return NOTHING
    return Q(author_id=actor.person_id) | _mediated(actor)


def check_back_policy(actor: Actor, action: str) -> Q:
    """What one side answers later is for itself and for the mediator: they are asked separately."""
    if not (_is_in_rooms(actor, action) and actor.person_id):
        return NOTHING
    own = Q(party_id=actor.person_id) | _mediated(actor)
    led = Membership.objects.filter(user_id=actor.user_id, level=Level.LEAD)
    return own | Q(party_id__in=led.values("unit_id")) if actor.is_staff_side and actor.user_id else own


def of_unit_policy(actor: Actor, action: str) -> Q:
    """Policies, types, turns: those of the house and of one's units to read; the unit's leads and administrators change them."""
    if action == "view":
        return Q(unit_id__in=actor.units()) | (Q(unit__isnull=True) if actor.units() else NOTHING)
    of_house = Q(unit__isnull=True) if actor.may("administer") else NOTHING
    return Q(unit_id__in=actor.units(Level.LEAD)) | of_house


def may_promise(actor: Actor) -> bool:
    """Whether the actor says what is promised: for a unit that they lead, or for all as an administrator."""
    return is_staff(actor) and (bool(actor.units(Level.LEAD)) or actor.may("administer"))


def require_may_promise(actor: Actor) -> None:
    """Refuse anyone else.

    :raises NotAllowed: with a sentence
    """
    if not may_promise(actor):
        raise NotAllowed(_("Only those who lead a unit, and administrators, say what is promised."))


def may_report(actor: Actor) -> bool:
    """Whether the actor has cases to report on."""
    return is_staff(actor) and bool(actor.units())


def require_may_report(actor: Actor) -> None:
    """Refuse anyone else.

    :raises NotAllowed: with a sentence
    """
    if not may_report(actor):
        raise NotAllowed(_("This report is for those who belong to a unit."))


def case_type_policy(actor: Actor, action: str) -> Q:
    """Whoever works here and, in the portal, every customer sees what one can ask for; a sealed unit's own types its members.

    Leads and administrators change them.
    """
    if action != "view":
        return of_unit_policy(actor, action)
    if actor.side == ActingSide.PORTAL:
        return Q(is_in_portal=True)
    open_to_all = Q(unit__isnull=True) | Q(unit__is_sealed=False)
    return open_to_all | Q(unit_id__in=actor.units()) if is_staff(actor) else NOTHING


def hand_out_policy(actor: Actor, action: str) -> Q:
    """Who was handed what: for those who work in the unit."""
    return Q(unit_id__in=actor.units(Level.WORK)) if action == "view" else NOTHING


def article_policy(actor: Actor, action: str) -> Q:
    """Public ones are for everyone, those for colleagues for all who work here, those for staff only for those who serve."""
    if action != "view":
        return Q(unit_id__in=actor.units(Level.WORK))
    published = Q(published_at__isnull=False)
    if actor.side == ActingSide.LINK or not actor.live:
        return published & Q(is_public=True)
    if actor.side == ActingSide.PORTAL:
        colleague = Exists(
            Party.objects.system("whether oneself works here").filter(pk=actor.person_id, is_colleague=True)
        )
        return published & Q(is_for_staff_only=False) & (Q(is_public=True) | Q(colleague))
    return Q(unit_id__in=actor.units(Level.WORK)) | published if is_staff(actor) else NOTHING


def _in_room(actor: Actor, action: str, column: str) -> Q:
    if action == "work":
        return Q(Exists(Case.objects.visible_to(actor, "work").filter(pk=OuterRef(column))))
    if not _is_in_rooms(actor, action):
        return NOTHING
    return Q(Exists(Case.objects.visible_to(actor).filter(pk=OuterRef(column))))


def _is_in_rooms(actor: Actor, action: str) -> bool:
    """What is in a conflict room is looked at; whoever adds to it is asked by the verb for which side they speak."""
    return action == "view" and actor.live and (actor.side == ActingSide.PORTAL or is_staff(actor))


def _mediated(actor: Actor) -> Q:
    if not actor.is_staff_side:
        return NOTHING
    rows = CaseParty.objects.filter(party_id=actor.person_id, role=CaseParty.Role.MEDIATOR)
    return Q(Exists(rows.filter(case_id=OuterRef("case_id"))))


def _asked_by_unit(actor: Actor) -> Q:
    """What one's unit asked another for, as an internal customer."""
    units = actor.units()
    return Q(is_restricted=False) & _of_parties(units, (CaseParty.Role.REQUESTER,)) if units else NOTHING


def _of_own_case(actor: Actor, action: str) -> Q:
    cases = Case.objects.system("narrowed by whose they are").filter(own_cases(actor, action))
    return Q(Exists(cases.filter(pk=OuterRef("case_id"))))


def _in_conflict(actor: Actor) -> Q:
    """The conflicts to which one is a party, oneself or as the lead of a unit that is."""
    if not actor.live or not (actor.side == ActingSide.PORTAL or is_staff(actor)):
        return NOTHING
    sides = [*([actor.person_id] if actor.person_id else []), *actor.units(Level.LEAD)]
    return Q(kind=Case.Kind.CONFLICT) & _of_parties(sides, CONFLICT_ROLES) if sides else NOTHING


def _takes_part(actor: Actor, roles: tuple[str, ...]) -> Q:
    return _of_parties([actor.person_id], roles) if actor.person_id else NOTHING


def _of_parties(party_ids: Iterable[int], roles: tuple[str, ...]) -> Q:
    """The cases in which parties take part: found once from their side, not asked anew for each case."""
    return Q(pk__in=CaseParty.objects.filter(party_id__in=party_ids, role__in=roles).values("case_id"))
