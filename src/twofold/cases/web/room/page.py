"""The conflict room of a case: one page for both sides and the mediator, each of whom sees their own part."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twofold.cases.models import (
    Case,
    CaseParty,
    CheckBack,
    ConflictOption,
    Position,
    Settlement,
    SharedFact,
)
from twofold.cases.queries.conflict_people import (
    PARTY_ROLES,
    cause_field,
    is_mediator,
    parties_of,
    spoken_for,
)
from twofold.cases.queries.conflict_records import RecordedFact, Recurrence, facts_from_records, recurrence_of
from twofold.cases.queries.names_at import names_at
from twofold.cases.web.room import forms
from twofold.core.access import get_visible, visible_list
from twofold.core.actor import Actor
from twofold.core.errors import NotVisible
from twofold.directory.queries.names import party_names

TEMPLATE = "cases/web/room/room.html"
NO_FORMS: Mapping[str, Form] = MappingProxyType({})


@dataclass(frozen=True)
class SideShown:
    """One side of the conflict.

    :param row: id of the row by which it takes part
    :param is_mine: whether the asker speaks for it
    :param position: their own paper on it, if they wrote one
    """

    pk: int
    row: int
    name: str
    is_mine: bool
    has_signed: bool
    position: Position | None
    form: Form | None


@dataclass
class RoomPage:
    """Everything that the room shows to one of those who are in it.

    :param leads: whether the asker keeps the facts and writes the settlement: the mediator, and who works on the case
    :param may_work: whether they say who is in it
    :param papers: those that the asker may read: their own and, as the mediator, all
    """

    case: Case
    sides: list[SideShown]
    mediator: str
    is_mediator: bool
    leads: bool
    may_work: bool
    facts: list[SharedFact]
    options: list[ConflictOption]
    papers: list[tuple[str, str, Position]]
    settlement: Settlement | None
    steps: list[tuple[str, str, object]]
    check_backs: list[tuple[str, CheckBack, Form | None]]
    recurrence: Recurrence
    suggested: list[RecordedFact] = field(default_factory=list)
    forms: dict[str, Form] = field(default_factory=dict)

    @property
    def crumbs(self) -> list[dict]:
        """The way here."""
        return [
            {"label": _("Cases"), "url": reverse("lists:case")},
            {
                "label": f"#{self.case.pk} {self.case.title}",
                "url": reverse("cases:case-detail", args=[self.case.pk]),
            },
        ]


@require_GET
def conflict_room(request: HttpRequest, pk: int) -> HttpResponse:
    """The conflict room."""
    return show(request, conflict_of(request.actor, pk))


def conflict_of(actor: Actor, pk: int) -> Case:
    """The case, if it is a conflict in which the actor has a part.

    :raises NotVisible: if it is not
    """
    case = get_visible(Case, actor, pk)
    if case.kind != Case.Kind.CONFLICT:
        raise NotVisible
    return case


def show(request: HttpRequest, case: Case, broken: Mapping[str, Form] = NO_FORMS) -> HttpResponse:
    """The page, with forms that could not be accepted as they were filled in."""
    page = room_page(request.actor, case, timezone.now(), broken)
    return render(request, TEMPLATE, {"page": page}, status=422 if broken else 200)


def room_page(actor: Actor, case: Case, now: datetime, broken: Mapping[str, Form]) -> RoomPage:
    """Fetch the room as the actor sees it."""
    case = Case.objects.system("seen already").select_related("relationship", "cause").get(pk=case.pk)
    may_work = visible_list(Case, actor, "work").filter(pk=case.pk).exists()
    mediates = is_mediator(actor, case)
    sides = parties_of(case)
    mediators = CaseParty.objects.filter(case=case, role=CaseParty.Role.MEDIATOR)
    mediator = mediators.values_list("party_id", flat=True).first()
    names = names_in_room(actor, case, mediator)
    settlement = visible_list(Settlement, actor).filter(pk=case.pk).first()
    page = RoomPage(
        case=case,
        sides=_sides(actor, case, sides, names, settlement, broken),
        mediator=names.get(mediator, ""),
        is_mediator=mediates,
        leads=mediates or may_work,
        may_work=may_work,
        facts=list(visible_list(SharedFact, actor).filter(case=case).order_by("happened_at", "pk")),
        options=list(visible_list(ConflictOption, actor).filter(case=case).order_by("proposed_at", "pk")),
        papers=_papers(actor, case, names),
        settlement=settlement,
        steps=_steps(settlement, names),
        check_backs=_check_backs(actor, case, names, broken),
        recurrence=recurrence_of(case, now),
    )
    page.forms = _forms(actor, page, broken)
    if page.leads:
        page.suggested = facts_from_records(case, actor)
    return page


def names_in_room(actor: Actor, case: Case, mediator: int | None = None) -> Mapping[int, str]:
    """What to call the sides and the mediator: by name, or by their part for whoever may not know them by name.

    The mediator knows the sides of this one conflict by name, in its room.
    """
    rows = CaseParty.objects.filter(case=case, role__in=PARTY_ROLES).order_by("-pk")
    parts = {one.party_id: one.get_role_display() for one in rows}
    named = names_at(case, {*parts, *([mediator] if mediator else [])}, actor)
    mediated = party_names(parts, None) if is_mediator(actor, case) else {}
    return {**parts, **named, **mediated}


def _sides(actor, case, sides, names, settlement, broken) -> list[SideShown]:
    mine = set(spoken_for(actor, case))
    signed = _signed(settlement)
    own = {
        paper.party_id: paper
        for paper in visible_list(Position, actor).filter(case=case, author_id=actor.person_id)
    }
    takes_part = CaseParty.objects.filter(case=case, role__in=PARTY_ROLES).order_by("-pk")
    rows = dict(takes_part.values_list("party_id", "pk"))
    return [
        SideShown(
            pk=side,
            row=rows[side],
            name=names.get(side, ""),
            is_mine=side in mine,
            has_signed=side in signed,
            position=own.get(side),
            form=_position_form(rows[side], own.get(side), broken) if side in mine else None,
        )
        for side in sides
    ]


def _signed(settlement: Settlement | None) -> set[int]:
    if settlement is None:
        return set()
    rows = settlement.signatures.system("of a settlement that the asker may see")
    return set(rows.values_list("party_id", flat=True))


def _position_form(row: int, own: Position | None, broken: Mapping[str, Form]) -> Form:
    name = f"position_{row}"
    return broken.get(name) or forms.PositionForm(initial={"body": own.body} if own else None, prefix=name)


def _papers(actor: Actor, case: Case, names: Mapping[int, str]) -> list[tuple[str, str, Position]]:
    papers = visible_list(Position, actor).filter(case=case).exclude(author_id=actor.person_id)
    rows = list(papers.order_by("written_at", "pk"))
    authors = names_at(case, {paper.author_id for paper in rows}, actor)
    return [
        (side, authors.get(one.author_id, side), one)
        for one in rows
        for side in [names.get(one.party_id, "")]
    ]


def _steps(settlement: Settlement | None, names: Mapping[int, str]) -> list[tuple[str, str, object]]:
    if settlement is None:
        return []
    rows = settlement.steps.system("of a settlement that the asker may see").order_by("due_on", "pk")
    return [(step.words, names.get(step.party_id, ""), step.due_on) for step in rows]


def _check_backs(actor, case, names, broken) -> list[tuple[str, CheckBack, Form | None]]:
    rows = visible_list(CheckBack, actor).filter(case=case).order_by("due_on", "pk")
    mine = set(spoken_for(actor, case))
    return [
        (
            names.get(one.party_id, ""),
            one,
            (broken.get(f"check_{one.pk}") or forms.CheckBackForm(prefix=f"check_{one.pk}"))
            if one.asked_at and not one.answered_at and one.party_id in mine
            else None,
        )
        for one in rows
    ]


def _forms(actor: Actor, page: RoomPage, broken: Mapping[str, Form]) -> dict[str, Form]:
    """What the asker can do here, by the name of the form."""
    offered: dict[str, Form] = {"option": forms.OptionForm(prefix="option")}
    if page.may_work:
        offered["side"] = forms.OneOf(actor, _("Who else is a side to it"), prefix="side")
        offered["mediator"] = forms.OneOf(actor, _("Who mediates"), prefix="mediator")
        offered["cause"] = forms.CauseForm(
            cause_field(page.case), initial={"cause": page.case.cause_id}, prefix="cause"
        )
    if page.leads:
        offered["fact"] = forms.FactForm(prefix="fact")
        if not (page.settlement and page.settlement.in_force_at):
            named = [(side.pk, side.name) for side in page.sides]
            initial = {"words": page.settlement.words} if page.settlement else None
            offered["settlement"] = forms.SettlementForm(named, initial=initial, prefix="settlement")
    return {name: broken.get(name, form) for name, form in offered.items()}
