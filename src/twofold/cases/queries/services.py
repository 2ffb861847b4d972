"""What a customer can ask in the portal, and whom: an employee the units that serve colleagues, a buyer those that serve them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from twofold.cases.models import CaseType
from twofold.core.actor import Actor
from twofold.directory.models import Affiliation, Party, Unit
from twofold.directory.queries.affiliations import holding_on
from twofold.relationships.models import Offering, Relationship, Side

REASON = "who serves a customer is theirs to know"
MOST_OFFERINGS = 200


@dataclass(frozen=True)
class Service:
    """A unit that someone can turn to, on one side, for themselves or for an organisation.

    :param customer: for whom it would be: the person, or an organisation to which they belong
    :param offerings: what the unit offers to that side
    """

    unit_id: int
    unit: str
    side: str
    customer: Party
    is_for_self: bool
    offerings: Sequence[Offering] = field(default=())

    @property
    def query(self) -> str:
        """What names it in an address."""
        return f"unit={self.unit_id}&side={self.side}&for={self.customer.pk}"


def services_for(actor: Actor, *, today: date) -> list[Service]:
    """The units that the actor can turn to, as a colleague first, each with what it offers to them."""
    me = Party.objects.system(REASON).filter(pk=actor.person_id, erased_at=None).first()
    if me is None:
        return []
    inside = _inside(me) if me.is_colleague else []
    return [*inside, *_outside(me, today)]


def service_named(actor: Actor, *, unit_id: int, side: str, customer_id: int, today: date) -> Service | None:
    """One of them, or None."""
    wanted = (unit_id, side, customer_id)
    return next(
        (
            one
            for one in services_for(actor, today=today)
            if (one.unit_id, one.side, one.customer.pk) == wanted
        ),
        None,
    )


def types_for(service: Service) -> list[CaseType]:
    """The types of cases that one can ask a service for, as the house has ordered them."""
    side = Q(is_for_internal=True) if service.side == Side.INTERNAL else Q(is_for_external=True)
    of_unit = Q(unit__isnull=True) | Q(unit_id=service.unit_id)
    types = CaseType.objects.system("what one can ask for is for customers to know")
    return list(
        types.filter(side, of_unit, is_in_portal=True, retired_at=None).order_by("order", "name", "pk")
    )


def _inside(me: Party) -> list[Service]:
    offerings = _offered(Q(is_for_internal=True))
    return _services(
        offerings, {unit: [(me, True)] for unit in {one.unit_id for one in offerings}}, Side.INTERNAL
    )


def _outside(me: Party, today: date) -> list[Service]:
    ties = holding_on(Affiliation.objects.system("one's own ties"), today).filter(party=me)
    ties = ties.exclude(portal_scope=Affiliation.PortalScope.NONE).exclude(group__kind=Party.Kind.UNIT)
    groups = set(ties.values_list("group_id", flat=True))
    served = Relationship.objects.system(REASON).filter(
        side=Side.EXTERNAL, customer_id__in={me.pk, *groups}, provider__closed_on__isnull=True
    )
    customers: dict[int, list[tuple[Party, bool]]] = {}
    for relationship in served.select_related("customer").order_by(
        "provider_id", "customer__sort_name", "pk"
    ):
        one = (relationship.customer, relationship.customer_id == me.pk)
        customers.setdefault(relationship.provider_id, []).append(one)
    return _services(_offered(Q(is_for_external=True, unit_id__in=customers)), customers, Side.EXTERNAL)


def _offered(which: Q) -> list[Offering]:
    offerings = Offering.objects.system("what is offered to a customer is theirs to know")
    return list(
        offerings.filter(which, is_offered=True, unit__closed_on__isnull=True).order_by("name", "pk")[
            :MOST_OFFERINGS
        ]
    )


def _services(
    offerings: Sequence[Offering], customers: dict[int, list[tuple[Party, bool]]], side: str
) -> list[Service]:
    units = Unit.objects.system(REASON).filter(pk__in=customers).select_related("party")
    names = {unit.pk: unit.party.name for unit in units}
    return [
        Service(
            unit, names[unit], side, customer, is_self, tuple(one for one in offerings if one.unit_id == unit)
        )
        for unit in sorted(customers, key=lambda unit: (names[unit].casefold(), unit))
        for customer, is_self in customers[unit]
    ]
