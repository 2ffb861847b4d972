"""Three years of dealings: purchases outside, delivered services inside."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count

from twofold.example.actions.stage import CURRENCY, Stage
from twofold.relationships.models import Dealing, Offering, Relationship, RelationshipKind, Side

Kind = RelationshipKind
# kind: (mean days between purchases, chance to drop out after one, lines an order, pieces a line)
HABITS = {
    Kind.CONSUMER: (170, 0.30, 1.7, 1.3),
    Kind.BUSINESS: (75, 0.10, 2.6, 6),
    Kind.INTERMEDIARY: (24, 0.02, 4.0, 15),
}
NEVER_BOUGHT = 0.07
RETURNED = 0.03
PARTNER_DISCOUNT = 0.8
# unit: mean days between two services for one customer inside
RHYTHM = {
    "Finance": 30.4,
    "IT": 75,
    "People": 150,
    "Maintenance": 9,
    "Workshop": 6,
    "Warehouse & Delivery": 3.5,
    "Customer Care": 12,
}


def deal(stage: Stage) -> list[Dealing]:
    """Write the dealings of all relationships.

    :returns: the purchases, one for each order, for those who are asked about them later
    """
    numbers, dealings, orders = count(20_001), [], []
    for relationship in stage.serves.values():
        if relationship.side == Side.EXTERNAL:
            for order in _orders(stage, relationship, numbers):
                dealings += order
                orders.append(order[0])
        elif relationship.kind != Kind.STAKEHOLDER:
            dealings += _services(stage, relationship)
    Dealing.objects.bulk_create(dealings, batch_size=2000)
    _take_back(stage, orders)
    return orders


def _orders(stage: Stage, relationship: Relationship, numbers: Iterator[int]) -> Iterator[list[Dealing]]:
    rng = stage.rng
    if rng.random() < NEVER_BOUGHT:
        return
    between, drops_out, lines, pieces = HABITS[relationship.kind]
    pace = between * rng.gammavariate(3, 1 / 3) + 4
    at = relationship.opened_at + timedelta(hours=1)
    offered = stage.offerings[_seller(stage, relationship)]
    while at < stage.now:
        reference = f"{'BP' if relationship.kind != Kind.CONSUMER else 'AF'}-{next(numbers)}"
        chosen = rng.sample(offered, min(len(offered), 1 + int(rng.expovariate(1 / max(lines - 1, 0.4)))))
        yield [_line(stage, relationship, item, at, reference, pieces) for item in chosen]
        if rng.random() < drops_out:
            return
        at = stage.moment(at + timedelta(days=1), at + timedelta(days=2 + 2 * pace))


def _line(
    stage: Stage, relationship: Relationship, item: Offering, at: datetime, reference: str, pieces: float
) -> Dealing:
    quantity = 1 + int(stage.rng.expovariate(1 / pieces)) if pieces > 1.5 else 1 + (stage.rng.random() < 0.25)
    price = item.price_minor * (PARTNER_DISCOUNT if relationship.kind == Kind.INTERMEDIARY else 1)
    return Dealing(
        relationship=relationship,
        unit_id=relationship.provider_id,
        offering=item,
        happened_at=at,
        happened_on=at.date(),
        quantity=quantity,
        value_minor=round(price * quantity),
        currency=CURRENCY,
        reference=reference,
    )


def _services(stage: Stage, relationship: Relationship) -> Iterator[Dealing]:
    provider = _seller(stage, relationship)
    pace, offered = RHYTHM[provider], stage.offerings[provider]
    leaves = {person.pk for person in stage.former}
    until = stage.now - timedelta(days=60) if relationship.customer_id in leaves else stage.now
    if relationship.kind == Kind.COLLEAGUE and relationship.opened_at > stage.now - timedelta(days=30):
        return
    at = stage.moment(relationship.opened_at, relationship.opened_at + timedelta(days=pace))
    while at < until:
        item = (
            offered[0]
            if provider == "Finance" and relationship.kind == Kind.COLLEAGUE
            else stage.rng.choice(offered)
        )
        yield Dealing(
            relationship=relationship,
            unit_id=relationship.provider_id,
            offering=item,
            happened_at=at,
            happened_on=at.date(),
        )
        at = stage.moment(at + timedelta(days=pace * 0.6), at + timedelta(days=pace * 1.4))


def _take_back(stage: Stage, orders: list[Dealing]) -> None:
    """Some pieces come back within three weeks."""
    returned = [order for order in orders if stage.rng.random() < RETURNED]
    backs = []
    for order in returned:
        at = min(order.happened_at + timedelta(days=stage.rng.randrange(3, 21)), stage.now)
        backs.append(
            Dealing(
                relationship_id=order.relationship_id,
                unit_id=order.unit_id,
                offering_id=order.offering_id,
                happened_at=at,
                happened_on=at.date(),
                quantity=-order.quantity,
                value_minor=-order.value_minor,
                currency=order.currency,
                reference=order.reference,
                is_completed=False,
                is_reversal=True,
                reverses=order,
            )
        )
        order.reversed_on = at.date()
    Dealing.objects.bulk_create(backs, batch_size=2000)
    Dealing.objects.system("returns of the example").bulk_update(returned, ["reversed_on"], batch_size=500)


def _seller(stage: Stage, relationship: Relationship) -> str:
    return next(name for name, unit in stage.units.items() if unit.pk == relationship.provider_id)
