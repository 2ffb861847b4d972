"""Who reports to, refers or assists whom, from files."""

from datetime import date

import pytest

from tests.factories import make_contact_point, make_organization, make_person
from twofold.core.plates import ImportContext, Row, RowResult
from twofold.directory.actions.imports.ties import TieWriter
from twofold.directory.models import Identifier, Tie

JAN, JUN, JUL = date(2025, 1, 1), date(2025, 6, 30), date(2025, 7, 1)
REPORTS = Tie.Kind.REPORTS_TO


@pytest.fixture
def people(sales, logistics):
    """Ann, Ben and Cleo, known to Sales; Zoe, whom only Logistics knows; Acme, a company."""
    ann, ben, cleo = (
        make_person(name, known_to=(sales,)) for name in ("Ann Archer", "Ben Baker", "Cleo Cook")
    )
    Identifier.objects.create(party=ann, scheme="employee_id", value="A1")
    make_contact_point(ben, value="ben@acme.example")
    make_person("Zoe Zander", known_to=(logistics,))
    make_organization("Acme", known_to=(sales,))
    return {"ann": ann, "ben": ben, "cleo": cleo}


@pytest.fixture
def write(people, amina, sales, actor_of, now):
    """`write({…}, {…})`: what became of each line, by Amina for Sales."""

    def write(*lines: dict, **options: str) -> list[RowResult]:
        options = {"tie": ""} | options
        context = ImportContext(actor_of(amina), sales.pk, 7, "", now, options=options)
        return list(TieWriter(context).write([Row(n, line) for n, line in enumerate(lines, start=2)]))

    return write


def line(party: str, other: str, kind: str = REPORTS, **days: date) -> dict:
    return {"party": party, "other": other, "kind": kind} | days


def outcomes(results: list[RowResult]) -> list[str]:
    return [str(result.outcome) for result in results]


def held() -> list[tuple]:
    ties = Tie.objects.system("a test looks").order_by("pk")
    return list(ties.values_list("party__name", "other__name", "kind", "from_on", "to_on"))


def test_people_are_named_by_key_by_address_and_by_name(write):
    results = write(line("A1", "BEN@acme.example", from_on=JAN), line("Ben Baker", "cleo cook", "assists"))
    assert outcomes(results) == ["created", "created"]
    assert held() == [
        ("Ann Archer", "Ben Baker", "reports_to", JAN, None),
        ("Ben Baker", "Cleo Cook", "assists", None, None),
    ]


def test_a_tie_named_again_has_its_days_corrected(write):
    write(line("A1", "Ben Baker", from_on=JAN))
    assert outcomes(write(line("A1", "Ben Baker"))) == ["unchanged"]
    results = write(line("A1", "Ben Baker", to_on=JUN), line("A1", "Cleo Cook", from_on=JUL))
    assert outcomes(results) == ["updated", "created"]
    assert [days for *_who, days, _to in held()] == [JAN, JUL]


def test_the_kind_may_hold_for_the_whole_file(write):
    untold = {"party": "A1", "other": "Ben Baker"}
    assert "Choose how they are tied" in write(untold)[0].reason
    assert outcomes(write(untold, tie="refers")) == ["created"]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([line("A1", "A1")], "themselves"),
        ([line("A1", "Acme")], "Only people"),
        ([line("A1", "Nobody Known")], "Nobody your units know"),
        ([line("A1", "Zoe Zander")], "Nobody your units know"),
        ([line("A1", "Ben Baker", from_on=JUN, to_on=JAN)], "before"),
        ([line("A1", "Ben Baker"), line("A1", "Cleo Cook")], "reports to someone in that time"),
        ([line("A1", "Ben Baker"), line("Ben Baker", "Cleo Cook"), line("Cleo Cook", "A1")], "in a circle"),
    ],
)
def test_a_line_that_breaks_a_rule_costs_only_itself(write, lines, why):
    *sound, last = write(*lines)
    assert outcomes(sound) == ["created"] * (len(lines) - 1)
    assert (str(last.outcome), why in last.reason) == ("rejected", True), last.reason
    assert len(held()) == len(sound)


def test_a_circle_through_ties_that_stood_before_is_refused(write):
    write(line("A1", "Ben Baker"), line("Ben Baker", "Cleo Cook"))
    assert "in a circle" in write(line("Cleo Cook", "A1"))[0].reason


def test_a_batch_asks_the_same_few_questions(write, sales, django_assert_max_num_queries):
    for number in range(30):
        make_person(f"Person {number}", known_to=(sales,))
    lines = [line(f"Person {number}", f"Person {number + 1}") for number in range(29)]
    with django_assert_max_num_queries(20):
        results = write(*lines)
    assert outcomes(results) == ["created"] * 29
