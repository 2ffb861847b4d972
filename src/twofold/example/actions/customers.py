"""The eight thousand who buy from outside, the colleagues who buy too, and who serves whom inside."""

from datetime import datetime, timedelta

from twofold.directory.models import Affiliation, ContactPoint, Identifier, KnownTo, Party
from twofold.directory.models.names import sort_name
from twofold.example.actions.names import (
    BUSINESS,
    COUNTRIES,
    COUNTRY_WEIGHTS,
    TRADE,
    company_name,
    email_of,
    person_name,
    phone_in,
)
from twofold.example.actions.organization import ENTERPRISE
from twofold.example.actions.stage import Stage
from twofold.relationships.models import Relationship, RelationshipKind, Side

Kind = RelationshipKind
# kind of customer: (share of all, seller, kind of relationship)
MIX = (
    (0.34, "Showrooms", Kind.CONSUMER),
    (0.53, "Web Shop", Kind.CONSUMER),
    (0.12, "Business & Partners", Kind.BUSINESS),
    (0.01, "Business & Partners", Kind.INTERMEDIARY),
)
# who serves whom inside, unit to unit
CHAIN = (
    ("Maintenance", "Workshop"),
    ("Workshop", "Warehouse & Delivery"),
    ("Workshop", "Business & Partners"),
    ("Warehouse & Delivery", "Showrooms"),
    ("Warehouse & Delivery", "Web Shop"),
    ("Warehouse & Delivery", "Business & Partners"),
    ("Customer Care", "Web Shop"),
    ("Customer Care", "Showrooms"),
    ("IT", "Web Shop"),
    ("IT", "Showrooms"),
    ("IT", "Warehouse & Delivery"),
    ("Finance", "Sales"),
    ("Finance", ENTERPRISE),
    ("People", "Workshop"),
)
SERVE_EVERYONE = ("IT", "Finance", "People")
COLLEAGUES_WHO_BUY = 64
NEWCOMERS = 5


def win_customers(stage: Stage, count: int) -> None:
    """Bring in customers from outside, each with the unit that serves them."""
    parties, sellers = [], []
    for share, seller, kind in MIX:
        for _ in range(round(count * share)):
            joined = stage.moment(stage.start, stage.now - timedelta(days=1))
            parties.append(_party(stage, kind, stage.units[seller], joined))
            sellers.append((seller, kind))
    Party.objects.bulk_create(parties, batch_size=2000)
    points, identifiers, known = [], [], []
    for number, (party, (seller, _)) in enumerate(zip(parties, sellers, strict=True)):
        points += _points(stage, party, number)
        identifiers.append(Identifier(party=party, scheme="customer_no", value=f"C{100000 + number}"))
        known.append(KnownTo(party=party, unit=stage.units[seller]))
    ContactPoint.objects.bulk_create(points, batch_size=2000)
    Identifier.objects.bulk_create(identifiers, batch_size=2000)
    KnownTo.objects.bulk_create(known, batch_size=2000)
    for party, (seller, kind) in zip(parties, sellers, strict=True):
        _serve(stage, seller, party, Side.EXTERNAL, kind, party.created_at)
    _introduce_contacts(stage, [party for party in parties if party.kind == Party.Kind.ORGANIZATION])


def serve_inside(stage: Stage, stakeholders: list[Party]) -> None:
    """Who serves whom inside; colleagues who buy; those who are about to join; a distributor served from both sides."""
    for provider, customer in CHAIN:
        _serve(stage, provider, stage.units[customer].party, Side.INTERNAL, Kind.UNIT, stage.start)
    for provider in SERVE_EVERYONE:
        for person in [*stage.colleagues, *stage.former]:
            _serve(stage, provider, person, Side.INTERNAL, Kind.COLLEAGUE, person.created_at)
    for person in stage.rng.sample(stage.colleagues, COLLEAGUES_WHO_BUY):
        shop = stage.rng.choice(("Showrooms", "Web Shop"))
        _serve(stage, shop, person, Side.EXTERNAL, Kind.CONSUMER, person.created_at)
    for party in stakeholders:
        if (stage.units["Finance"].pk, party.pk, Side.INTERNAL) not in stage.serves:
            _serve(stage, "Finance", party, Side.INTERNAL, Kind.STAKEHOLDER, stage.start)
    distributors = [key for key, served in stage.serves.items() if served.kind == Kind.INTERMEDIARY]
    for _, party_id, _ in distributors[:8]:
        _serve(stage, "Warehouse & Delivery", Party(pk=party_id), Side.INTERNAL, Kind.PARTNER, stage.start)
    _expect_newcomers(stage)


def write_relationships(stage: Stage) -> None:
    """Write all relationships, and let each provider know whom it serves."""
    relationships = list(stage.serves.values())
    Relationship.objects.bulk_create(relationships, batch_size=2000)
    KnownTo.objects.bulk_create(
        [KnownTo(party_id=served.customer_id, unit_id=served.provider_id) for served in relationships],
        batch_size=2000,
        ignore_conflicts=True,
    )


def _party(stage: Stage, kind: str, home, joined: datetime) -> Party:
    rng = stage.rng
    country = rng.choices(COUNTRIES, COUNTRY_WEIGHTS)[0]
    given, family = person_name(rng) if kind == Kind.CONSUMER else ("", "")
    name = (
        f"{given} {family}" if given else company_name(rng, TRADE if kind == Kind.INTERMEDIARY else BUSINESS)
    )
    return Party(
        kind=Party.Kind.PERSON if given else Party.Kind.ORGANIZATION,
        name=name,
        sort_name=sort_name(name),
        given_name=given,
        family_name=family,
        country=country,
        home_unit=home,
        created_at=joined,
        changed_at=joined,
    )


def _points(stage: Stage, party: Party, number: int) -> list[ContactPoint]:
    email, phone = email_of(party.name, number, "mail"), phone_in(stage.rng, party.country)
    points = [ContactPoint(party=party, kind="email", value=email, normalized=email, is_primary=True)]
    if stage.rng.random() < 0.7:
        points.append(ContactPoint(party=party, kind="phone", value=phone, normalized=phone, is_primary=True))
    return points


def _introduce_contacts(stage: Stage, companies: list[Party]) -> None:
    """For every second company, the person to talk to."""
    contacts = []
    for company in companies[::2]:
        given, family = person_name(stage.rng)
        name = f"{given} {family}"
        contacts.append(
            Party(
                kind=Party.Kind.PERSON,
                name=name,
                sort_name=sort_name(name),
                given_name=given,
                family_name=family,
                country=company.country,
                home_unit=company.home_unit,
                created_at=company.created_at,
                changed_at=company.created_at,
            )
        )
    Party.objects.bulk_create(contacts, batch_size=2000)
    KnownTo.objects.bulk_create([KnownTo(party=party, unit_id=party.home_unit_id) for party in contacts])
    titles = ("Buyer", "Office manager", "Owner", "Facility manager")
    Affiliation.objects.bulk_create(
        [
            Affiliation(
                party=contact,
                group=company,
                kind=Affiliation.Kind.CONTACT,
                role_title=stage.rng.choice(titles),
                from_on=company.created_at.date(),
                is_primary=True,
            )
            for contact, company in zip(contacts, companies[::2], strict=True)
        ]
    )


def _expect_newcomers(stage: Stage) -> None:
    """People who have signed and start next month: customers that IT and People will have."""
    for number in range(NEWCOMERS):
        given, family = person_name(stage.rng)
        name = f"{given} {family}"
        person = Party.objects.create(
            kind=Party.Kind.PERSON,
            name=name,
            sort_name=sort_name(name),
            given_name=given,
            family_name=family,
            country="DE",
            home_unit=stage.units["People"],
            created_at=stage.now - timedelta(days=20 + number),
            changed_at=stage.now,
        )
        KnownTo.objects.create(party=person, unit=stage.units["People"])
        for provider in ("IT", "People"):
            _serve(stage, provider, person, Side.INTERNAL, Kind.COLLEAGUE, person.created_at)


def _serve(stage: Stage, provider: str, customer: Party, side: str, kind: str, since: datetime) -> None:
    unit = stage.units[provider]
    if unit.pk == customer.pk:
        return
    stage.serves[unit.pk, customer.pk, side] = Relationship(
        provider=unit, customer_id=customer.pk, side=side, kind=kind, opened_at=since
    )
