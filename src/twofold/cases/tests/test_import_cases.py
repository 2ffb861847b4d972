from datetime import timedelta

import pytest

from tests.factories import make_person
from twofold.cases.actions.imports.cases import CaseWriter
from twofold.cases.models import Case
from twofold.core.plates import ImportContext, Row
from twofold.directory.models import Identifier


@pytest.fixture
def dana_buys(sales):
    party = make_person("Dana Novak", known_to=(sales,))
    Identifier.objects.create(party=party, scheme="caller", value="D1")
    return party


def file(unit, actor, now, **options):
    values = {"side": "external", "kind": "request", "create_customers": "no"} | options
    context = ImportContext(actor, unit.pk, 1, "number", now, options=values, headers={"customer": "caller"})
    return CaseWriter(context)


def line(key, now, **values):
    return Row(
        int(key), {"opened_at": now - timedelta(days=3), "title": "The chair wobbles"} | values, key=key
    )


def test_a_line_is_a_case_of_the_customer(sales, amina, dana_buys, actor_of, now):
    row = line(
        "2", now, customer="D1", kind="Complaint", assignee="amina diallo", resolved_at=now, state="Closed"
    )
    assert [result.outcome for result in file(sales, actor_of(amina), now).write([row])] == ["created"]
    case = Case.objects.system("test").get()
    assert (case.kind, case.state, case.resolved_at) == ("complaint", "resolved", now)
    assert case.relationship.customer == dana_buys
    assert case.participants.get().party == dana_buys
    assert case.external_key == f"{sales.pk}:2"


def test_the_same_file_again_changes_nothing_and_a_corrected_one_the_case(
    sales, amina, dana_buys, actor_of, now
):
    writer = file(sales, actor_of(amina), now)
    writer.write([line("2", now, customer="D1")])
    again = writer.write([line("2", now, customer="D1")])
    corrected = writer.write([line("2", now, customer="D1", closed_at=now)])
    assert [again[0].outcome, corrected[0].outcome] == ["unchanged", "updated"]
    assert Case.objects.system("test").get().resolved_at == now


def test_without_a_customer_it_is_the_unknown_buyers(sales, amina, actor_of, now):
    file(sales, actor_of(amina), now).write([line("2", now)])
    assert Case.objects.system("test").get().relationship.customer.is_unknown_buyer


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"customer": "D9"}, "customer", "Nobody has the caller D9"),
        ({"unit": "Sails"}, "unit", "called “Sails”"),
        ({"unit": "IT"}, "unit", "do not work in IT"),
        ({"state": "Closed"}, "resolved_at", "no moment says since when"),
        ({"resolved_days_ago": 4}, "resolved_at", "before it was opened"),
    ],
)
def test_it_refuses_a_line_in_words(sales, it, amina, dana_buys, actor_of, now, values, field, words):
    if "resolved_days_ago" in values:
        values = {"resolved_at": now - timedelta(days=values["resolved_days_ago"])}
    [result] = file(sales, actor_of(amina), now).write([line("2", now, **values)])
    assert (result.outcome, result.field) == ("rejected", field)
    assert words in result.reason
    assert not Case.objects.system("test").exists()


def test_customers_nobody_knows_are_made_if_told_to(sales, amina, actor_of, now):
    file(sales, actor_of(amina), now, create_customers="people").write([line("2", now, customer="D9")])
    assert Identifier.objects.get(value="D9").party == Case.objects.system("test").get().relationship.customer


def test_what_the_file_calls_open_is_open(sales, amina, actor_of, now):
    file(sales, actor_of(amina), now).write([line("2", now, state="In Progress", resolved_at=now)])
    assert Case.objects.system("test").get().is_open
