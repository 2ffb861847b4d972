"""Opening cases: something becomes owed to a customer."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.cases.actions.recording import case_to_work_on, settle
from twofold.cases.actions.refusals import LONGEST_WORDS, require_open, require_working_unit, required_words
from twofold.cases.actions.rotate import give_in_turn
from twofold.cases.actions.stages import first_stage, require_type_fits
from twofold.cases.models import Case, CaseParty, CaseStep, CaseType, Complaint
from twofold.cases.queries.case_types import asked_attributes
from twofold.conversations.actions.mentions import tell_mentioned
from twofold.core.access import get_visible
from twofold.core.actor import ActingSide, Actor, Level
from twofold.core.errors import BadInput, NotAllowed
from twofold.directory.access import is_house, is_staff
from twofold.directory.actions.set_attributes import Given, keep_attributes, set_attributes
from twofold.directory.models import Party, Unit
from twofold.relationships.actions.relationships import open_relationship
from twofold.relationships.models import Offering, Relationship, Side

LONGEST_TITLE = 200


@transaction.atomic
def open_case(
    *,
    party: Party,
    unit_id: int,
    side: str,
    kind: str,
    title: str,
    actor: Actor,
    now: datetime,
    case_type: CaseType | None = None,
    description: str = "",
    offering: Offering | None = None,
    requester: Party | None = None,
    is_restricted: bool = False,
    parent: Case | None = None,
    attributes: Given | None = None,
    remedy_sought: str = "",
) -> Case:
    """Open a case that a unit owes to a customer, with the relationship if they have none yet on that side.

    Inside, one may also ask another unit for oneself or for the unit in which one works. Conflicts are always restricted.

    :param party: the customer of the relationship
    :param case_type: whose kind and unit go before those asked for; None: a plain one of the kind
    :param requester: who asked, if not the customer itself, e.g. a contact of an organisation
    :param offering: what is asked for; its promise goes before that of the kind
    :param remedy_sought: of a complaint, what would make it good in the customer's eyes
    :param attributes: key → value; None: they are not asked for, not even those that are required
    :raises NotVisible: if the actor may not see the customer or the requester
    :raises NotAllowed: if the actor neither works in the unit nor asks for themselves
    :raises BadInput: naming the field
    """
    _require_may_open(actor, party, unit_id, side)
    if case_type is not None:
        _require_offered(case_type, unit_id, side)
        kind, unit_id = case_type.kind, case_type.handled_by_id or unit_id
    unit = (
        Unit.objects.system("a unit's existence is known to all staff")
        .select_related("party")
        .get(pk=unit_id)
    )
    require_working_unit(unit)
    _require_possible(kind, side, unit_id, offering)
    for one in filter(None, (party, requester)):
        if not is_house(actor):
            get_visible(Party, actor, one.pk, "name")
    case = Case(
        relationship=_relationship(party, unit_id, side, actor, now),
        unit=unit,
        parent=parent,
        offering=offering,
        kind=kind,
        type=case_type,
        stage=first_stage(case_type),
        title=_clean_title(title),
        description=description.replace("\x00", "").strip()[:LONGEST_WORDS],
        is_restricted=is_restricted
        or kind == Case.Kind.CONFLICT
        or bool(case_type and case_type.is_restricted),
        opened_at=now,
    )
    _require_asked_for(case_type, attributes, of_customer=is_house(actor))
    told = set_attributes(case, attributes, actor=actor, is_new=not is_house(actor))
    case.save()
    if kind == Case.Kind.COMPLAINT:
        Complaint.objects.create(case=case, remedy_sought=remedy_sought.replace("\x00", "").strip()[:500])
    keep_attributes(case, told, is_new=True)
    _let_take_part(case, requester or party, actor)
    settle(
        case,
        CaseStep.Kind.OPENED,
        stage=case.stage,
        actor=actor,
        now=now,
        details={
            "kind": kind,
            "type": case.type_id,
            "offering": offering and offering.pk,
            "parent": parent and parent.pk,
        },
        changes={"title": (None, case.title)} | dict(told.changes),
    )
    return give_in_turn(case, now=now)


@transaction.atomic
def open_child_case(
    parent: Case,
    *,
    unit_id: int,
    title: str,
    actor: Actor,
    now: datetime,
    kind: str = "",
    description: str = "",
) -> Case:
    """Ask another unit for what a case needs: an internal case, whose customer is the unit of the first.

    The customer of the first case never sees it.

    :raises NotAllowed: if the actor may not work on the first case
    :raises AlreadyResolved: if the first case waits for nothing any more
    :raises BadInput: if the unit would ask itself, or naming another field
    """
    parent = case_to_work_on(parent, actor)
    require_open(parent)
    if unit_id == parent.unit_id:
        raise BadInput(_("This unit has the case already. Choose the one to ask."), field="unit")
    child = open_case(
        party=Party.objects.system("the unit of a case at hand").get(pk=parent.unit_id),
        unit_id=unit_id,
        side=Side.INTERNAL,
        kind=kind or Case.Kind.REQUEST,
        title=title,
        description=description,
        parent=parent,
        is_restricted=parent.is_restricted,
        actor=actor,
        now=now,
    )
    tell_mentioned(description, child, unit_id, actor=actor, now=now)
    settle(parent, CaseStep.Kind.ASKED, about_id=unit_id, details={"child": child.pk}, actor=actor, now=now)
    return child


def _require_may_open(actor: Actor, party: Party, unit_id: int, side: str) -> None:
    if is_house(actor):
        return
    works_here = (actor.level_in(unit_id) or 0) >= Level.WORK
    asks = side == Side.INTERNAL and (
        (is_staff(actor) and party.pk == actor.person_id) or (actor.level_in(party.pk) or 0) >= Level.WORK
    )
    if not (works_here or asks):
        raise NotAllowed(
            _(
                "You do not work in this unit. Choose one of yours, or ask this one for yourself or your unit."
            ),
            field="unit",
        )


def _require_offered(case_type: CaseType, unit_id: int, side: str) -> None:
    require_type_fits(case_type, side)
    if case_type.unit_id not in (None, unit_id):
        raise BadInput(_("This is a type of another unit. Ask that unit for it."), field="type")


def _require_asked_for(case_type: CaseType | None, attributes: Given | None, *, of_customer: bool) -> None:
    """What a type asks for has to be said, wherever attributes are asked for at all."""
    for one in asked_attributes(case_type, of_customer=of_customer) if attributes is not None else ():
        if attributes.get(one.key) in (None, "", []):
            raise BadInput(
                _("“%(label)s” is needed here.") % {"label": one.label}, field=f"attribute.{one.key}"
            )


def _require_possible(kind: str, side: str, unit_id: int, offering: Offering | None) -> None:
    if kind not in Case.Kind.values:
        raise BadInput(_("Say what it is: a question, a request, a complaint or a conflict."), field="kind")
    if offering and offering.unit_id != unit_id:
        raise BadInput(_("Another unit provides this. Choose an offering of the unit."), field="offering")
    if offering and not (offering.is_for_internal if side == Side.INTERNAL else offering.is_for_external):
        raise BadInput(_("This is not offered to that side."), field="offering")


def _relationship(party: Party, unit_id: int, side: str, actor: Actor, now: datetime) -> Relationship:
    """The relationship with the unit. Whoever asks another unit has been let do so: the house begins it in their name."""
    if (actor.level_in(unit_id) or 0) < Level.WORK and not is_house(actor):
        actor = Actor(side=ActingSide.JOB, person_id=actor.person_id, user_id=actor.user_id)
    return open_relationship(provider_id=unit_id, customer=party, side=side, actor=actor, now=now)


def _let_take_part(case: Case, requester: Party, actor: Actor) -> None:
    roles = {(requester.pk, CaseParty.Role.REQUESTER)}
    if case.is_restricted and actor.person_id:
        roles.add((actor.person_id, CaseParty.Role.PARTICIPANT))
    CaseParty.objects.bulk_create(
        [CaseParty(case=case, party_id=party, role=role) for party, role in sorted(roles)]
    )


def _clean_title(title: str) -> str:
    words = " ".join(required_words(title, "title", _("Say in a few words what is owed.")).split())
    if len(words) > LONGEST_TITLE:
        raise BadInput(
            _("A title holds %(longest)s characters. Put the rest into the description.")
            % {"longest": LONGEST_TITLE},
            field="title",
        )
    return words
