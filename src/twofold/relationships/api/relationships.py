"""Relationships: who serves whom."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Status

from twofold.core.access import change_visible, visible_list
from twofold.core.actor import Actor
from twofold.core.api.fields import Id
from twofold.core.api.router import Router, referred
from twofold.core.errors import NotVisible
from twofold.directory.models import Party, Unit
from twofold.relationships.actions.relationships import change_kind, open_relationship
from twofold.relationships.api.schemas import (
    NewRelationship,
    RelationshipChange,
    RelationshipFilters,
    RelationshipList,
    ToldRelationship,
)
from twofold.relationships.models import Relationship
from twofold.relationships.queries import relationships as queries
from twofold.relationships.queries.relationship_standing import add_standing

router = Router("relationships")


@router.get("/relationships", response=RelationshipList)
def list_relationships(request: HttpRequest, filters: Query[RelationshipFilters]) -> RelationshipList:
    """Whom one's units serve, and how they stand today.

    The newest first; those of one standing by the day last served, the latest first.
    """
    page = queries.relationship_page(
        request.actor,
        queries.RelationshipFilters(
            side=filters.side,
            kind=filters.kind,
            standing=filters.standing,
            provider_id=filters.unit,
            customer_id=filters.customer,
        ),
        today=timezone.now().date(),
        token=filters.after,
        size=filters.limit,
    )
    return RelationshipList(items=[ToldRelationship.of(row) for row in page.rows], after=page.after or None)


@router.get("/relationships/{int:pk}", response=ToldRelationship)
def read_relationship(request: HttpRequest, pk: Id) -> ToldRelationship:
    """One relationship."""
    return _told(request.actor, pk)


@router.post("/relationships", response={200: ToldRelationship, 201: ToldRelationship})
def create_relationship(request: HttpRequest, given: NewRelationship) -> Status:
    """Begin to serve a customer on one side.

    If the unit does so already, the answer is 200 with the relationship as it is.
    """
    now = timezone.now()
    referred(Unit, request.actor, given.unit, "unit")
    relationship = open_relationship(
        provider_id=given.unit,
        customer=referred(Party, request.actor, given.customer, "customer", "name"),
        side=given.side,
        kind=given.kind,
        actor=request.actor,
        now=now,
    )
    return Status(201 if relationship.opened_at == now else 200, _told(request.actor, relationship.pk))


@router.patch("/relationships/{int:pk}", response=ToldRelationship)
def change_relationship(request: HttpRequest, pk: Id, given: RelationshipChange) -> ToldRelationship:
    """Say of what kind the customer is."""
    with change_visible(Relationship, request.actor, pk) as relationship:
        change_kind(relationship, kind=given.kind, actor=request.actor, now=timezone.now())
    return _told(request.actor, pk)


def _told(actor: Actor, pk: int) -> ToldRelationship:
    seen = visible_list(Relationship, actor).select_related("provider__party", "customer").filter(pk=pk)
    for relationship in add_standing(seen, timezone.now().date()):
        return ToldRelationship.of(relationship)
    raise NotVisible
