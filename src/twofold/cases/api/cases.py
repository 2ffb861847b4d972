"""Cases: what is owed to customers on both sides."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Status

from twofold.cases.actions import cases as actions
from twofold.cases.actions.details import detail_case
from twofold.cases.actions.looks import note_case_look
from twofold.cases.actions.next_case import next_case as take_next
from twofold.cases.actions.notes import note_case
from twofold.cases.api.schemas import (
    CaseChange,
    CaseDetail,
    CaseFilters,
    CaseList,
    GivenAnswer,
    GivenAssignee,
    GivenNote,
    GivenQuestion,
    GivenReason,
    GivenResolution,
    GivenTransfer,
    GivenUnit,
    HandedOut,
    NewCase,
    OpenedCase,
    ToldCase,
)
from twofold.cases.models import Case, CaseType
from twofold.cases.queries.explained import explained_clocks
from twofold.cases.queries.hand_out_words import why_in_words
from twofold.cases.queries.names_at import named_customers
from twofold.cases.queries.owed import late
from twofold.cases.queries.rows import case_rows, with_names
from twofold.cases.queries.threads import thread_of
from twofold.core.access import get_visible, visible_list
from twofold.core.actor import Actor
from twofold.core.api.fields import Id
from twofold.core.api.router import Router, referred
from twofold.core.paging import keyset_page
from twofold.directory.api.attributes import asked_attributes, plain_attributes
from twofold.directory.models import Party, Unit
from twofold.relationships.models import Offering

TOLD_TOO = ("type", "stage", "cause", "internal_owner")
router = Router("cases")


@router.get("/cases", response=CaseList)
def list_cases(request: HttpRequest, filters: Query[CaseFilters]) -> CaseList:
    """What is owed, first promised first; or what was resolved, the latest first."""
    now, is_done = timezone.now(), filters.state == Case.State.RESOLVED
    asked = visible_list(Case, request.actor).filter(asked_attributes(request, Case))
    cases = with_names(_narrowed(asked, filters)).select_related(*TOLD_TOO)
    page = keyset_page(
        late(cases, now) if filters.late else cases,
        order=("resolved_at", "pk") if is_done else ("due_at", "pk"),
        token=filters.after,
        size=filters.limit,
        descending=is_done,
    )
    names = named_customers(page.rows, request.actor)
    return CaseList(
        items=[ToldCase.of(row, names) for row in case_rows(page.rows, now)], after=page.after or None
    )


@router.get("/cases/{int:pk}", response=CaseDetail)
def read_case(request: HttpRequest, pk: Id) -> CaseDetail:
    """One case with all that was done about it."""
    case = get_visible(Case, request.actor, pk)
    note_case_look(case, actor=request.actor, now=timezone.now())
    return _detail(request.actor, case)


@router.post("/cases", response={201: OpenedCase})
def create_case(request: HttpRequest, given: NewCase) -> Status:
    """Open a case that a unit owes to a customer.

    With it begins the relationship, if they have none yet on that side. Inside, one may also ask another unit for oneself.
    """
    actor = request.actor
    referred(Unit, actor, given.unit, "unit")
    case = actions.open_case(
        party=referred(Party, actor, given.customer, "customer", "name"),
        requester=referred(Party, actor, given.requester, "requester", "name") if given.requester else None,
        offering=referred(Offering, actor, given.offering, "offering") if given.offering else None,
        case_type=referred(CaseType, actor, given.type, "type") if given.type else None,
        unit_id=given.unit,
        attributes=plain_attributes(given.attributes),
        actor=actor,
        now=timezone.now(),
        **given.dict(include={"side", "kind", "title", "description", "is_restricted", "remedy_sought"}),
    )
    return Status(201, OpenedCase(id=case.pk, promised_at=case.promised_at))


@router.patch("/cases/{int:pk}", response=CaseDetail)
def change_case(request: HttpRequest, pk: Id, given: CaseChange) -> CaseDetail:
    """Change attributes of a case; what is left out stays."""
    return _acted(request, pk, detail_case, attributes=plain_attributes(given.attributes))


@router.post("/cases/{int:pk}/answer", response=CaseDetail)
def answer_case(request: HttpRequest, pk: Id, given: GivenAnswer) -> CaseDetail:
    """Keep what the customer was told. The first answer stops the wait for one."""
    return _acted(request, pk, actions.answer_case, words=given.words)


@router.post("/cases/{int:pk}/assign", response=CaseDetail)
def assign_case(request: HttpRequest, pk: Id, given: GivenAssignee) -> CaseDetail:
    """Say who looks after the case; with a reason if it waits in the queue, or goes back into it."""
    return _acted(request, pk, actions.assign_case, person_id=given.person, reason=given.reason)


@router.post("/cases/next", response=HandedOut)
def next_case(request: HttpRequest, given: GivenUnit) -> HandedOut:
    """Take what is next in the queue of a unit."""
    referred(Unit, request.actor, given.unit, "unit")
    handed = take_next(given.unit, actor=request.actor, now=timezone.now())
    if handed is None:
        return HandedOut(case=None, why=_("Nothing waits for you in this queue."))
    return HandedOut(case=handed.case_id, why=why_in_words(handed))


@router.post("/cases/{int:pk}/resolve", response=CaseDetail)
def resolve_case(request: HttpRequest, pk: Id, given: GivenResolution) -> CaseDetail:
    """Mark the case resolved, which stops its clock."""
    return _acted(request, pk, actions.resolve_case, resolution=given.resolution)


@router.post("/cases/{int:pk}/reopen", response=CaseDetail)
def reopen_case(request: HttpRequest, pk: Id, given: GivenReason) -> CaseDetail:
    """Open a resolved case again. Its clock goes on where it stopped."""
    return _acted(request, pk, actions.reopen_case, reason=given.reason)


@router.post("/cases/{int:pk}/notes", response={201: CaseDetail})
def create_case_note(request: HttpRequest, pk: Id, given: GivenNote) -> Status:
    """Write a note at the case, which is never sent to anyone."""
    return Status(201, _acted(request, pk, note_case, body=given.body))


@router.post("/cases/{int:pk}/transfer", response={204: None})
def transfer_case(request: HttpRequest, pk: Id, given: GivenTransfer) -> Status:
    """Pass the case on to another unit, which decides from then on who sees it."""
    case = get_visible(Case, request.actor, pk)
    referred(Unit, request.actor, given.unit, "unit")
    actions.transfer_case(
        case, unit_id=given.unit, reason=given.reason, actor=request.actor, now=timezone.now()
    )
    return Status(204, None)


@router.post("/cases/{int:pk}/children", response={201: OpenedCase})
def create_child_case(request: HttpRequest, pk: Id, given: GivenQuestion) -> Status:
    """Ask another unit for what the case needs; its customer never sees that case."""
    parent = get_visible(Case, request.actor, pk)
    referred(Unit, request.actor, given.unit, "unit")
    child = actions.open_child_case(
        parent,
        unit_id=given.unit,
        title=given.title,
        description=given.description,
        actor=request.actor,
        now=timezone.now(),
    )
    return Status(201, OpenedCase(id=child.pk, promised_at=child.promised_at))


def _acted(request: HttpRequest, pk: int, verb: Callable[..., Any], **values: Any) -> CaseDetail:
    case = get_visible(Case, request.actor, pk)
    verb(case, actor=request.actor, now=timezone.now(), **values)
    return _detail(request.actor, case)


def _detail(actor: Actor, case: Case) -> CaseDetail:
    seen = with_names(visible_list(Case, actor)).select_related("offering", *TOLD_TOO)
    now = timezone.now()
    [row] = case_rows([seen.get(pk=case.pk)], now)
    parent = seen.filter(pk=row.case.parent_id).first()
    names = named_customers([row.case], actor)
    return CaseDetail.whole(row, names, thread_of(actor, row.case), parent, explained_clocks(row.case, now))


def _narrowed(cases: QuerySet[Case], filters: CaseFilters) -> QuerySet[Case]:
    exact = {
        "state": filters.state,
        "relationship__side": filters.side,
        "kind": filters.kind,
        "unit_id": filters.unit,
        "assignee_id": filters.assignee,
        "relationship_id": filters.relationship,
    }
    cases = cases.filter(**{column: value for column, value in exact.items() if value})
    return cases.filter(assignee__isnull=True) if filters.unassigned else cases
