"""Dealings: the facts that customers were served."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Status

from twofold.core.access import get_visible, visible_list
from twofold.core.actor import Actor
from twofold.core.api.fields import Id
from twofold.core.api.router import Router, referred
from twofold.core.errors import NotVisible
from twofold.relationships.actions.dealings import record_dealing
from twofold.relationships.actions.dealings import reverse_dealing as reverse
from twofold.relationships.api.schemas import (
    DealingFilters,
    DealingList,
    NewDealing,
    NewReversal,
    ToldDealing,
)
from twofold.relationships.models import Dealing, Offering, Relationship
from twofold.relationships.queries import dealings as queries

router = Router("dealings")


@router.get("/dealings", response=DealingList)
def list_dealings(request: HttpRequest, filters: Query[DealingFilters]) -> DealingList:
    """What one's units dealt, the latest first."""
    page = queries.dealing_page(
        request.actor,
        queries.DealingFilters(
            side=filters.side,
            unit_id=filters.unit,
            relationship_id=filters.relationship,
            offering_id=filters.offering,
            reference=filters.reference,
            shape=filters.shape,
            since=filters.since,
            until=filters.until,
        ),
        filters.after,
        size=filters.limit,
    )
    return DealingList(items=[ToldDealing.of(row) for row in page.rows], after=page.after or None)


@router.get("/dealings/{int:pk}", response=ToldDealing)
def read_dealing(request: HttpRequest, pk: Id) -> ToldDealing:
    """One dealing."""
    return _told(request.actor, pk)


@router.post("/dealings", response={201: ToldDealing})
def create_dealing(request: HttpRequest, given: NewDealing) -> Status:
    """Record that a customer was served: something bought outside, a service delivered inside."""
    actor = request.actor
    dealing = record_dealing(
        referred(Relationship, actor, given.relationship, "relationship"),
        offering=referred(Offering, actor, given.offering, "offering") if given.offering else None,
        happened_at=given.happened_at,
        quantity=given.quantity,
        value=given.value.money() if given.value else None,
        reference=given.reference,
        actor=actor,
        now=timezone.now(),
    )
    return Status(201, _told(actor, dealing.pk))


@router.post("/dealings/{int:pk}/reverse", response={201: ToldDealing})
def reverse_dealing(request: HttpRequest, pk: Id, given: NewReversal) -> Status:
    """Record that a dealing was cancelled or returned, wholly or in part.

    The dealing itself stays; the answer is the reversal, a dealing of its own.
    """
    dealing = get_visible(Dealing, request.actor, pk)
    reversal = reverse(dealing, actor=request.actor, now=timezone.now(), **given.dict())
    return Status(201, _told(request.actor, reversal.pk))


def _told(actor: Actor, pk: int) -> ToldDealing:
    seen = visible_list(Dealing, actor).select_related("relationship__customer", "unit__party", "offering")
    for dealing in seen.filter(pk=pk):
        return ToldDealing.of(dealing)
    raise NotVisible
