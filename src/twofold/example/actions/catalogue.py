"""What Alder & Finch offers: furniture outside, services inside."""

from twofold.example.actions.stage import CURRENCY, Stage
from twofold.relationships.models import Offering, OfferingFamily

FURNITURE = {
    "Chairs": [
        ("Alder chair", 189),
        ("Finch stool", 99),
        ("Lark armchair", 549),
        ("Swift office chair", 399),
        ("Wren bench", 259),
    ],
    "Tables": [
        ("Alder table", 890),
        ("Heron desk", 640),
        ("Robin side table", 179),
        ("Crane meeting table", 1490),
    ],
    "Storage": [
        ("Owl bookcase", 460),
        ("Jay sideboard", 980),
        ("Magpie drawers", 340),
        ("Nest wardrobe", 1280),
    ],
    "Beds": [("Dove bed", 1150), ("Dove nightstand", 190), ("Lull mattress", 690)],
    "Lighting": [("Glow pendant", 149), ("Ember floor lamp", 229), ("Wick desk lamp", 89)],
    "Care": [("Oak oil", 24), ("Leather balm", 19), ("Felt pads", 9), ("Linen cover", 59)],
}
SELLERS = {
    "Showrooms": tuple(FURNITURE),
    "Web Shop": ("Chairs", "Tables", "Storage", "Lighting", "Care"),
    "Business & Partners": ("Chairs", "Tables", "Storage", "Lighting"),
}
# unit: (service, working hours promised)
SERVICES = {
    "IT": [("New laptop", 40), ("Scanner repair", 16), ("Access and passwords", 4), ("Till support", 4)],
    "Finance": [("Payslip", 8), ("Expense refund", 24), ("Supplier payment", 40), ("Monthly figures", 40)],
    "People": [("Contract change", 40), ("Training day", 80), ("Hiring round", 160)],
    "Maintenance": [("Machine repair", 8), ("Planned service", 24)],
    "Warehouse & Delivery": [("Delivery slot", 8), ("Stock transfer", 16)],
    "Workshop": [("Production batch", 80), ("Custom piece", 120)],
    "Customer Care": [("Customer follow-up", 8)],
}


def stock(stage: Stage) -> None:
    """Write the families and offerings of all units."""
    names = [*FURNITURE, "Services for colleagues"]
    families = {name: OfferingFamily(name=name) for name in names}
    OfferingFamily.objects.bulk_create(families.values())
    for unit, sold in SELLERS.items():
        stage.offerings[unit] = [
            _furniture(stage, unit, families[family], name, price)
            for family in sold
            for name, price in FURNITURE[family]
        ]
    for unit, services in SERVICES.items():
        stage.offerings[unit] = [
            _service(stage, unit, families["Services for colleagues"], name, hours)
            for name, hours in services
        ]
    Offering.objects.bulk_create([offering for offered in stage.offerings.values() for offering in offered])


def _furniture(stage: Stage, unit: str, family: OfferingFamily, name: str, price: int) -> Offering:
    return Offering(
        unit=stage.units[unit],
        family=family,
        kind=Offering.Kind.PRODUCT,
        name=name,
        code=name.upper().replace(" ", "-"),
        is_for_external=True,
        is_for_internal=unit == "Showrooms",
        price_minor=price * 100,
        currency=CURRENCY,
    )


def _service(stage: Stage, unit: str, family: OfferingFamily, name: str, hours: int) -> Offering:
    return Offering(
        unit=stage.units[unit],
        family=family,
        kind=Offering.Kind.SERVICE,
        name=name,
        code=name.upper().replace(" ", "-"),
        is_for_internal=True,
        promise_hours=hours,
    )
