"""Which units each colleague has used, and how often: internal cases they asked for, and internal dealings."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count

from twofold.cases.models import Case, CaseParty, CaseStep
from twofold.directory.models import Affiliation, Party
from twofold.directory.queries.affiliations import holding_on
from twofold.relationships.models import Dealing, Side
from twofold.surveys.actions.triggers.own_work import employees

REASON = "who uses which unit is counted to ask them about it, and read by nobody"


@dataclass(frozen=True)
class Use:
    """How often colleagues used units.

    :param times: person and unit → how often; what a unit as a whole was served counts in equal parts for all its people
    :param home: person → the unit in which they work
    """

    times: Mapping[tuple[int, int], Decimal]
    home: Mapping[int, int]


def use_of(units: frozenset[int], since: datetime, until: datetime, today: date) -> Use:
    """What colleagues of other units asked these ones for in a span, or were served by them."""
    times: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    _count_cases(times, units, since, until)
    _count_dealings(times, units, since, until, today)
    home = _homes({person for person, _unit in times}, today)
    used = {(person, unit): n for (person, unit), n in times.items() if home.get(person) not in (None, unit)}
    return Use(used, home)


def _count_cases(
    times: dict[tuple[int, int], Decimal], units: frozenset[int], since: datetime, until: datetime
) -> None:
    cases = Case.objects.system(REASON).filter(
        unit_id__in=units,
        relationship__side=Side.INTERNAL,
        is_restricted=False,
        opened_at__gte=since,
        opened_at__lt=until,
    )
    cases = cases.exclude(kind=Case.Kind.CONFLICT).order_by()
    asked = CaseParty.objects.filter(case__in=cases, role=CaseParty.Role.REQUESTER)
    people = asked.filter(party__kind=Party.Kind.PERSON).values_list("party_id", "case__unit_id")
    for person, unit, n in people.annotate(n=Count("case_id", distinct=True)):
        times[person, unit] += n
    of_units = asked.filter(party__kind=Party.Kind.UNIT).values("case_id")
    opened = CaseStep.objects.system(REASON).filter(case__in=of_units, kind=CaseStep.Kind.OPENED).order_by()
    opened = opened.filter(person__isnull=False).values_list("person_id", "case__unit_id")
    for person, unit, n in opened.annotate(n=Count("case_id", distinct=True)):
        times[person, unit] += n


def _count_dealings(
    times: dict[tuple[int, int], Decimal],
    units: frozenset[int],
    since: datetime,
    until: datetime,
    today: date,
) -> None:
    dealings = Dealing.objects.system(REASON).filter(
        unit_id__in=units,
        relationship__side=Side.INTERNAL,
        is_completed=True,
        reversed_on=None,
        happened_at__gte=since,
        happened_at__lt=until,
    )
    counted = dealings.order_by().values_list(
        "relationship__customer_id", "relationship__customer__kind", "unit_id"
    )
    rows = list(counted.annotate(n=Count("pk")))
    whole = {customer for customer, kind, _unit, _n in rows if kind == Party.Kind.UNIT}
    people = employees(whole, today)
    for customer, kind, unit, n in rows:
        if kind == Party.Kind.PERSON:
            times[customer, unit] += n
        for person in people.get(customer, ()):
            times[person, unit] += Decimal(n) / len(people[customer])


def _homes(people: set[int], today: date) -> Mapping[int, int]:
    """Person → the unit in which they are employed; of several the one by which they are introduced."""
    ties = holding_on(Affiliation.objects.system(REASON), today).filter(
        kind=Affiliation.Kind.EMPLOYEE, group__kind=Party.Kind.UNIT, party__erased_at=None
    )
    rows = ties.order_by("is_primary", "-pk").values_list("party_id", "group_id")
    return {person: unit for person, unit in rows if person in people}
