"""Who reports to whom, who sent whom, which companies belong together, and who stands in the register twice."""

from collections.abc import Iterable
from datetime import timedelta
from random import Random

from twofold.directory.models import Affiliation, ContactPoint, Identifier, KnownTo, Party, Tie
from twofold.directory.models.names import sort_name
from twofold.example.actions.organization import ENTERPRISE, UNITS
from twofold.example.actions.stage import Stage

SEED = 7
REFERRALS = 18
DOUBLES = 9
GROUP = 5
REASON = "the example looks for people to tell stories about"


def add_neighbors(stage: Stage) -> None:
    """All of it; drawn from a chance of its own, so that the rest of the example stays as it is."""
    rng = Random(SEED)  # nosec B311: chance for an example, not for a secret
    Tie.objects.bulk_create([*_reports(stage), *_assistants(stage), *_referrals(stage, rng)])
    _double(stage, rng)
    _found_group(stage, rng)


def _reports(stage: Stage) -> Iterable[Tie]:
    """Everyone reports to the head of their unit, and heads to the head above."""
    director = stage.staff[ENTERPRISE][0]
    for name, (parent, *_rest) in UNITS.items():
        head, *team = stage.staff[name]
        above = stage.staff[parent][0] if parent != ENTERPRISE else director
        yield _tie(stage, head, above, Tie.Kind.REPORTS_TO)
        for person in team:
            yield _tie(stage, person, head, Tie.Kind.REPORTS_TO)


def _assistants(stage: Stage) -> Iterable[Tie]:
    director, assistant = stage.staff[ENTERPRISE][:2]
    yield _tie(stage, assistant, director, Tie.Kind.REPORTS_TO)
    yield _tie(stage, assistant, director, Tie.Kind.ASSISTS)


def _referrals(stage: Stage, rng: Random) -> Iterable[Tie]:
    """Customers who sent a friend."""
    friends = rng.sample(_customers(stage, "Showrooms", Party.Kind.PERSON), REFERRALS * 2)
    for one, other in zip(friends[::2], friends[1::2], strict=True):
        day = max(one.created_at, other.created_at).date()
        yield Tie(party=one, other=other, kind=Tie.Kind.REFERS, from_on=day)


def _tie(stage: Stage, person: Party, other: Party, kind: str) -> Tie:
    since = max(person.created_at, other.created_at, stage.start).date()
    return Tie(party=person, other=other, kind=kind, from_on=since)


def _double(stage: Stage, rng: Random) -> None:
    """Customers of the showrooms whom the web shop added once more, a little differently."""
    originals = rng.sample(_customers(stage, "Showrooms", Party.Kind.PERSON), DOUBLES)
    for number, one in enumerate(originals):
        slip = _misspelt(one.family_name, rng) if number % 3 else one.family_name
        name = f"{one.given_name} {slip}"
        joined = min(one.created_at + timedelta(days=90), stage.now - timedelta(days=1))
        double = Party.objects.create(
            kind=Party.Kind.PERSON,
            name=name,
            sort_name=sort_name(name),
            given_name=one.given_name,
            family_name=slip,
            country=one.country,
            home_unit=stage.units["Web Shop"],
            created_at=joined,
            changed_at=joined,
        )
        KnownTo.objects.create(party=double, unit=stage.units["Web Shop"])
        for point in ContactPoint.objects.system(REASON).filter(party=one):
            point.pk, point.party = None, double
            point.save(force_insert=True)
        if number % 4 == 3:
            Identifier.objects.create(party=double, scheme="customer_no", value=f"W{5000 + number}")


def _misspelt(name: str, rng: Random) -> str:
    """A name with two letters swapped, or one left out."""
    if len(name) < 4:
        return f"{name}e"
    at = rng.randrange(1, len(name) - 2)
    return (
        name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        if rng.random() < 0.5
        else name[:at] + name[at + 1 :]
    )


def _found_group(stage: Stage, rng: Random) -> None:
    """A holding over some business customers, one of which has a subsidiary of its own."""
    companies = rng.sample(_customers(stage, "Business & Partners", Party.Kind.ORGANIZATION), GROUP)
    seller = stage.units["Business & Partners"]
    name = "Northwater Holding"
    holding = Party.objects.create(
        kind=Party.Kind.ORGANIZATION,
        name=name,
        sort_name=sort_name(name),
        country="DE",
        home_unit=seller,
        created_at=stage.start,
        changed_at=stage.start,
    )
    KnownTo.objects.create(party=holding, unit=seller)
    above = [holding] * (GROUP - 1) + [companies[0]]
    Affiliation.objects.bulk_create(
        Affiliation(party=company, group=parent, kind=Affiliation.Kind.SUBSIDIARY, from_on=stage.start.date())
        for company, parent in zip(companies, above, strict=True)
    )


def _customers(stage: Stage, seller: str, kind: str) -> list[Party]:
    everyone = Party.objects.system(REASON).filter(
        kind=kind,
        home_unit=stage.units[seller],
        is_colleague=False,
        created_at__lt=stage.now - timedelta(days=120),
    )
    known = everyone.filter(identifiers__scheme="customer_no")
    return list(known.order_by("pk")[:400])
