"""Lists of whom one serves."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.paging import Page, keyset_page
from twofold.relationships.models import Relationship, Side
from twofold.relationships.queries.relationship_standing import add_standing
from twofold.relationships.queries.windows import counts_since, window_on
from twofold.science.standing import Standing


@dataclass(frozen=True)
class RelationshipFilters:
    """What a list is narrowed to; empty filters do nothing."""

    side: str = ""
    kind: str = ""
    standing: str = ""
    provider_id: int | None = None
    customer_id: int | None = None


def relationship_page(
    actor: Actor, filters: RelationshipFilters, *, today: date, token: str = "", size: int = 50
) -> Page:
    """A page of relationships, each with its `standing` and `boundary`.

    Those of one standing come by the day last served, the latest first; all others by when they began, the newest first.
    """
    relationships = visible_list(Relationship, actor).select_related("provider__party", "customer")
    if filters.side:
        relationships = relationships.filter(side=filters.side)
    if filters.kind:
        relationships = relationships.filter(kind=filters.kind)
    if filters.provider_id:
        relationships = relationships.filter(provider=filters.provider_id)
    if filters.customer_id:
        relationships = relationships.filter(customer=filters.customer_id)
    if filters.standing:
        relationships = standing_so(relationships, filters.standing, side=filters.side, today=today)
    was_served = filters.standing in (Standing.CURRENT, Standing.PAST)
    order = ("last_served_on", "pk") if was_served else ("pk",)
    page = keyset_page(relationships, order=order, token=token, size=size, descending=True)
    add_standing(page.rows, today)
    return page


def standing_so(
    relationships: QuerySet[Relationship], standing: str, *, side: str, today: date
) -> QuerySet[Relationship]:
    """Those of the relationships in which the customer stands so today, by their stored sums."""
    return relationships.filter(standing_condition(standing, side=side, today=today))


def standing_condition(standing: str, *, side: str, today: date) -> Q:
    """Condition on a relationship: the customer stands so today, by its stored sums.

    :param side: the only side that is asked for; "" for both
    """
    if standing == Standing.POTENTIAL:
        return Q(last_served_on__isnull=True)
    condition = Q(pk__in=())
    for one in [side] if side else Side.values:
        boundary = counts_since(window_on(one, today), today)
        since = Q(last_served_on__gte=boundary)
        condition |= Q(side=one) & (since if standing == Standing.CURRENT else Q(last_served_on__lt=boundary))
    return condition
