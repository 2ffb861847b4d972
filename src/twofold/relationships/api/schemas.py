"""What programs send and get about relationships and dealings."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from twofold.core.api.fields import (
    Day,
    Given,
    GivenId,
    GivenMoney,
    Id,
    Listed,
    Moment,
    Named,
    Paged,
    Quantity,
    Told,
    ToldMoney,
    words,
)
from twofold.relationships.models import Dealing, Relationship

Side = Literal["internal", "external"]
Kind = Literal["consumer", "business", "intermediary", "partner", "colleague", "unit", "stakeholder"]
AnySide = Literal["", "internal", "external"]
AnyKind = Literal["", "consumer", "business", "intermediary", "partner", "colleague", "unit", "stakeholder"]


class RelationshipFilters(Paged):
    """What narrows the list of relationships."""

    side: AnySide = ""
    kind: AnyKind = ""
    standing: Literal["", "current", "past", "potential"] = ""
    unit: Id | None = None
    customer: Id | None = None


class NewRelationship(Given):
    """Which unit serves whom, on which side. Without a kind, it is what such a party usually is on that side."""

    unit: GivenId
    customer: GivenId
    side: Side
    kind: AnyKind = ""


class RelationshipChange(Given):
    """Of what kind the customer is; the side stays."""

    kind: Kind


class ToldRelationship(Told):
    """Who serves whom, and how the customer stands today; `boundary` is the day that decides it, null for the potential."""

    id: int
    unit: Named
    customer: Named
    side: Side
    kind: Kind
    opened_at: datetime
    first_served_on: date | None
    last_served_on: date | None
    dealings: int
    references: int
    standing: Literal["current", "past", "potential"]
    boundary: date | None

    @classmethod
    def of(cls, relationship: Relationship) -> "ToldRelationship":
        """One relationship, fetched with its names and with its standing added."""
        return cls(
            id=relationship.pk,
            unit=Named(id=relationship.provider_id, name=relationship.provider.party.name),
            customer=Named(id=relationship.customer_id, name=relationship.customer.name),
            side=relationship.side,
            kind=relationship.kind,
            opened_at=relationship.opened_at,
            first_served_on=relationship.first_served_on,
            last_served_on=relationship.last_served_on,
            dealings=relationship.dealings_count,
            references=relationship.references_count,
            standing=relationship.standing,
            boundary=relationship.boundary,
        )


class RelationshipList(Listed):
    """A page of relationships."""

    items: list[ToldRelationship]


class DealingFilters(Paged):
    """What narrows the list of dealings. `since` and `until` are the first and the last day."""

    side: AnySide = ""
    unit: Id | None = None
    relationship: Id | None = None
    offering: Id | None = None
    reference: words(80) = ""
    shape: Literal["", "completed", "reversal", "reversed", "uncounted"] = ""
    since: Day | None = None
    until: Day | None = None


class NewDealing(Given):
    """What the customer of a relationship was served; `value` is for the whole quantity, null where nothing is paid."""

    relationship: GivenId
    happened_at: Moment
    offering: GivenId | None = None
    quantity: Quantity = Decimal(1)
    value: GivenMoney | None = None
    reference: words(80) = ""


class NewReversal(Given):
    """How much is taken back and when; left out, all that is left, now."""

    quantity: Quantity | None = None
    happened_at: Moment | None = None
    reference: words(80) = ""


class ToldDealing(Told):
    """One fact that a customer was served. A reversal is a dealing of its own, with negative quantity and value."""

    id: int
    relationship: int
    unit: Named
    customer: Named
    side: Side
    offering: Named | None
    happened_at: datetime
    quantity: Decimal
    value: ToldMoney | None
    reference: str
    is_completed: bool
    reverses: int | None
    reversed_on: date | None

    @classmethod
    def of(cls, dealing: Dealing) -> "ToldDealing":
        """One dealing, fetched with its names."""
        offering, bond = dealing.offering, dealing.relationship
        return cls(
            id=dealing.pk,
            relationship=bond.pk,
            unit=Named(id=dealing.unit_id, name=dealing.unit.party.name),
            customer=Named(id=bond.customer_id, name=bond.customer.name),
            side=bond.side,
            offering=Named(id=offering.pk, name=offering.name) if offering else None,
            happened_at=dealing.happened_at,
            quantity=dealing.quantity,
            value=ToldMoney(minor=dealing.value_minor, currency=dealing.currency)
            if dealing.currency
            else None,
            reference=dealing.reference,
            is_completed=dealing.is_completed,
            reverses=dealing.reverses_id,
            reversed_on=dealing.reversed_on,
        )


class DealingList(Listed):
    """A page of dealings."""

    items: list[ToldDealing]
