"""The twelve units of Alder & Finch and the people in them."""

from datetime import date, timedelta
from random import Random

from twofold.core.actor import Actor
from twofold.directory.actions.units import add_unit, found_enterprise
from twofold.directory.models import Affiliation, ContactPoint, KnownTo, Party
from twofold.directory.models.names import sort_name
from twofold.example.actions.names import email_of, person_name, phone_in
from twofold.example.actions.stage import Stage

ENTERPRISE = "Alder & Finch"
HOST = "alderfinch"
# name: (parent, headcount, purpose, titles from the head of the unit down)
UNITS = {
    "Sales": (ENTERPRISE, 4, "Everyone who meets a buyer.", ("Head of Sales", "Sales analyst")),
    "Showrooms": (
        "Sales",
        46,
        "Nine showrooms where people sit on the chairs.",
        ("Head of Showrooms", "Furniture adviser"),
    ),
    "Web Shop": (
        "Sales",
        18,
        "The shop that never closes.",
        ("Head of Web Shop", "Shop manager", "Content editor"),
    ),
    "Business & Partners": (
        "Sales",
        20,
        "Hotels, offices, schools, and those who sell on.",
        ("Head of B2B", "Account manager"),
    ),
    "Workshop": (
        ENTERPRISE,
        62,
        "Makes what we sell, from board to bench.",
        ("Head of Workshop", "Joiner", "Upholsterer"),
    ),
    "Maintenance": ("Workshop", 12, "Keeps the machines running.", ("Head of Maintenance", "Technician")),
    "Warehouse & Delivery": (
        ENTERPRISE,
        38,
        "Right piece, right day, up the stairs.",
        ("Head of Logistics", "Driver", "Picker"),
    ),
    "Customer Care": (ENTERPRISE, 16, "Puts right what went wrong.", ("Head of Customer Care", "Care agent")),
    "IT": (
        ENTERPRISE,
        9,
        "Tills, scanners, web, and the network.",
        ("Head of IT", "Support engineer", "Developer"),
    ),
    "Finance": (ENTERPRISE, 8, "Pays people and bills on time.", ("Head of Finance", "Accountant")),
    "People": (ENTERPRISE, 5, "Hires, trains and looks after us.", ("Head of People", "People partner")),
}
SEALED = "People"
LEAVERS = 34


def build_units(stage: Stage, actor: Actor) -> None:
    """Found the enterprise and its units; People is sealed."""
    root = found_enterprise(ENTERPRISE, actor=actor, now=stage.start, country="DE", timezone="Europe/Berlin")
    stage.units[ENTERPRISE] = root
    for name, (parent, _, purpose, _) in UNITS.items():
        stage.units[name] = add_unit(
            name=name,
            parent=stage.units[parent],
            purpose=purpose,
            is_sealed=name == SEALED,
            actor=actor,
            now=stage.start,
        )


def hire(stage: Stage) -> None:
    """Fill the units: 240 people now, and those who left during the three years."""
    people, ties, points, known = [], [], [], []
    for name, title, left in _posts(stage.rng):
        person, tie, more = _employ(stage, name, title, left, len(people))
        people.append(person)
        ties.append(tie)
        points.append(more)
    Party.objects.bulk_create(people)
    for person, tie, more in zip(people, ties, points, strict=True):
        tie.party_id = person.pk
        known.append(KnownTo(party_id=person.pk, unit_id=tie.group_id))
        for point in more:
            point.party_id = person.pk
        unit = next(name for name, unit in stage.units.items() if unit.pk == tie.group_id)
        if tie.to_on:
            stage.former.append(person)
        else:
            stage.staff.setdefault(unit, []).append(person)
    for name, unit in stage.units.items():
        unit.head = stage.staff[name][0]
        unit.save(update_fields=["head"])
    Affiliation.objects.bulk_create(ties)
    ContactPoint.objects.bulk_create([point for more in points for point in more])
    KnownTo.objects.bulk_create(known)


def _posts(rng: Random):
    """Every post: unit, title, and whether its holder has left."""
    yield ENTERPRISE, "Managing director", False
    yield ENTERPRISE, "Assistant to the management", False
    for name, (_, headcount, _, titles) in UNITS.items():
        for place in range(headcount):
            yield name, titles[0] if place == 0 else rng.choice(titles[1:]), False
    leaving = [name for name, (_, headcount, _, _) in UNITS.items() for _ in range(headcount)]
    for _ in range(LEAVERS):
        name = rng.choice(leaving)
        yield name, rng.choice(UNITS[name][3][1:]), True


def _employ(stage: Stage, unit_name: str, title: str, left: bool, number: int):
    rng, unit = stage.rng, stage.units[unit_name]
    given, family = person_name(rng)
    name = f"{given} {family}"
    today = stage.now.date()
    to_on = today - timedelta(days=rng.randrange(5, 1000)) if left else None
    from_on = (to_on or today) - timedelta(days=int(60 + rng.expovariate(1 / 1500)))
    person = Party(
        kind=Party.Kind.PERSON,
        name=name,
        sort_name=sort_name(name),
        given_name=given,
        family_name=family,
        language="en",
        country="DE",
        home_unit=unit,
        is_colleague=not left,
        created_at=max(stage.start, stage.now - timedelta(days=(today - from_on).days)),
        changed_at=stage.start,
    )
    tie = Affiliation(
        group_id=unit.pk,
        kind=Affiliation.Kind.EMPLOYEE,
        role_title=title,
        from_on=from_on,
        to_on=to_on,
        is_primary=True,
    )
    email, phone = email_of(name, number, HOST), phone_in(rng, "DE")
    points = [
        ContactPoint(kind="email", value=email, normalized=email, label="work", is_primary=True),
        ContactPoint(kind="phone", value=phone, normalized=phone, label="work", is_primary=True),
    ]
    return person, tie, points


def give_shares(stage: Stage) -> list[Party]:
    """Some colleagues own shares; a bank and a regulator belong to the picture too.

    :returns: all who have a stake
    """
    rng = stage.rng
    owners = rng.sample(stage.colleagues, 26)
    outside = [
        Party(
            kind=Party.Kind.ORGANIZATION,
            name=name,
            sort_name=sort_name(name),
            country="DE",
            home_unit=stage.units["Finance"],
            created_at=stage.start,
            changed_at=stage.start,
        )
        for name in ("Sparbank Nord", "Trade Licensing Office", "Finch Family Trust")
    ]
    Party.objects.bulk_create(outside)
    KnownTo.objects.bulk_create([KnownTo(party=party, unit=stage.units["Finance"]) for party in outside])
    kinds = (Affiliation.Kind.CREDITOR, Affiliation.Kind.REGULATOR, Affiliation.Kind.SHAREHOLDER)
    ties = [*zip(outside, kinds, strict=True), *((owner, Affiliation.Kind.SHAREHOLDER) for owner in owners)]
    since = date(stage.start.year - 2, 1, 1)
    Affiliation.objects.bulk_create(
        [
            Affiliation(party=party, group=stage.units[ENTERPRISE].party, kind=kind, from_on=since)
            for party, kind in ties
        ]
    )
    return [*outside, *owners]
