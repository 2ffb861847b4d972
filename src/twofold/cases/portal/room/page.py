"""The door of one side into the room of its conflict: its own paper, what all sides read, and what it is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from twofold.cases.models import (
    Case,
    CaseParty,
    CheckBack,
    ConflictOption,
    Position,
    Settlement,
    SettlementStep,
    SharedFact,
    Signature,
)
from twofold.cases.portal.context import in_portal, show
from twofold.cases.queries.conflict_sides import names_for_a_side, own_sides
from twofold.cases.web.room import forms
from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.errors import NotVisible
from twofold.core.ids import HIGHEST_ID

TEMPLATE = "cases/portal/room/room.html"
REASON = "of a settlement that the side may read"
NO_FORMS: Mapping[str, Form] = MappingProxyType({})


@dataclass(frozen=True)
class RoomShown:
    """What one side of a conflict sees of its room.

    :param position: its own paper; those of others are never fetched
    :param steps: what is done, by whom, by when
    :param unsigned: who has not signed yet
    """

    side: CaseParty
    mediator: str
    others: list[str]
    position: Position | None
    facts: list[SharedFact]
    options: list[ConflictOption]
    settlement: Settlement | None
    steps: list[tuple[str, str, object]]
    unsigned: list[str]
    has_signed: bool
    check_backs: list[tuple[CheckBack, Form | None]]
    forms: Mapping[str, Form]


@in_portal
@require_GET
def conflict_room(request: HttpRequest, pk: int) -> HttpResponse:
    """The room, as the side sees it for whom one is here."""
    return room_shown(request, side_of(request.actor, pk).case)


def side_of(actor: Actor, pk: int) -> CaseParty:
    """How the actor takes part in a conflict.

    :raises NotVisible: if they are no side to it
    """
    side = own_sides(actor).filter(case_id=pk).select_related("case").first() if pk <= HIGHEST_ID else None
    if side is None:
        raise NotVisible
    return side


def room_shown(request: HttpRequest, case: Case, broken: Mapping[str, Form] = NO_FORMS) -> HttpResponse:
    """The page, with a form that could not be accepted as it was filled in."""
    room = _room(request.actor, side_of(request.actor, case.pk), broken)
    context = {"room": room, "case": room.side.case}
    return show(request, TEMPLATE, "cases", context, status=422 if broken else 200)


def _room(actor: Actor, side: CaseParty, broken: Mapping[str, Form]) -> RoomShown:
    case = side.case
    names, mediator = names_for_a_side(case, actor)
    papers = visible_list(Position, actor).filter(case=case, author_id=actor.person_id)
    position = papers.filter(party_id=side.party_id).first()
    settlement = visible_list(Settlement, actor).filter(pk=case.pk).first()
    steps = SettlementStep.objects.system(REASON).filter(settlement=settlement).order_by("due_on", "pk")
    signed = set(
        Signature.objects.system(REASON).filter(settlement=settlement).values_list("party_id", flat=True)
    )
    name = f"position_{side.pk}"
    initial = {"body": position.body} if position else None
    offered = {
        "position": broken.get(name) or forms.PositionForm(initial=initial, prefix=name),
        "option": broken.get("option") or forms.OptionForm(prefix="option"),
    }
    return RoomShown(
        side=side,
        mediator=mediator,
        others=[names[party] for party in names if party != side.party_id],
        position=position,
        facts=list(visible_list(SharedFact, actor).filter(case=case).order_by("happened_at", "pk")),
        options=list(visible_list(ConflictOption, actor).filter(case=case).order_by("proposed_at", "pk")),
        settlement=settlement,
        steps=[(one.words, names.get(one.party_id, ""), one.due_on) for one in steps],
        unsigned=[names[party] for party in names if party not in signed and party != side.party_id],
        has_signed=side.party_id in signed,
        check_backs=_check_backs(actor, side, broken),
        forms=offered,
    )


def _check_backs(
    actor: Actor, side: CaseParty, broken: Mapping[str, Form]
) -> list[tuple[CheckBack, Form | None]]:
    own = visible_list(CheckBack, actor).filter(
        case=side.case, party_id=side.party_id, asked_at__isnull=False
    )
    return [(one, None if one.answered_at else _check_form(one, broken)) for one in own.order_by("pk")]


def _check_form(asked: CheckBack, broken: Mapping[str, Form]) -> Form:
    name = f"check_{asked.pk}"
    return broken.get(name) or forms.CheckBackForm(prefix=name)
