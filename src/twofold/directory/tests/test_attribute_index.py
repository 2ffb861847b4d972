"""Making attributes filterable: the index, filled by a job and kept in step by the verbs."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories import make_organization, make_person
from twofold.core.errors import BadInput, Conflict
from twofold.core.filters import compile_rules
from twofold.core.plates import Asked
from twofold.directory.actions import attribute_index
from twofold.directory.actions.attribute_choices import GivenChoice
from twofold.directory.actions.attribute_entries import renew_entries
from twofold.directory.actions.attribute_index import (
    empty_index,
    fill_index,
    make_filterable,
    make_unfilterable,
)
from twofold.directory.actions.attributes import add_attribute, edit_attribute
from twofold.directory.actions.parties import add_organization, add_person, edit_party
from twofold.directory.models import Attribute, AttributeEntry, Party
from twofold.directory.queries.attribute_lists import columns, edit_fields, filter_fields


@pytest.fixture
def add(house, now, db):
    """`add("Tier", "choice", "Gold")`: a filterable attribute of people, unless told otherwise."""

    def add(label: str, kind: str, *choices: str, **fields):
        given = [GivenChoice(choice) for choice in choices]
        stated = {"applies_to": "person", "is_filterable": True} | fields
        return add_attribute(label=label, kind=kind, choices=given, actor=house, now=now, **stated)

    return add


@pytest.fixture
def matching(now):
    """`matching(actor, attribute, op, *values)`: names of the parties that a rule finds."""

    def matching(actor, attribute: Attribute, op: str, *values: str) -> list[str]:
        fields = {field.name: field for field in filter_fields(Party)}
        rules = {"all": [{"field": f"attribute_{attribute.pk}", "op": op, "value": list(values)}]}
        condition, problems = compile_rules(rules, fields, Asked(actor, now))
        assert not problems
        found = Party.objects.visible_to(actor, "name").filter(condition, kind="person")
        return list(found.order_by("name").values_list("name", flat=True))

    return matching


def rows() -> list[tuple]:
    return list(
        AttributeEntry.objects.order_by("record_id", "text").values_list("record_id", "text", "number")
    )


@pytest.mark.parametrize(
    ("kind", "values", "rule", "names"),
    [
        ("text", ["Óak tree", "Elm"], ("contains", "OAK"), ["P0"]),
        ("text", ["Óak tree", "Elm"], ("is", "elm"), ["P1"]),
        ("text", ["Óak tree", "Elm"], ("is_not", "elm"), ["P0", "P2"]),
        ("text", ["Óak tree", "Elm"], ("starts_with", "oak"), ["P0"]),
        ("text", ["Óak tree", None], ("is_empty",), ["P1", "P2"]),
        ("text", ["Óak tree", None], ("is_filled",), ["P0"]),
        ("number", ["9", "10.5"], ("gt", "9.5"), ["P1"]),
        ("number", ["9", "10.5"], ("between", "9", "10"), ["P0"]),
        ("date", ["2026-11-01", "2027-01-01"], ("before", "2026-12-31"), ["P0"]),
        ("date", ["2026-11-10", "2027-01-01"], ("in_last", "30"), ["P0"]),
        ("choice", ["gold", "tin"], ("any_of", "gold"), ["P0"]),
        ("choice", ["gold", "tin"], ("none_of", "gold"), ["P1", "P2"]),
        ("choices", [["gold", "tin"], ["tin"]], ("any_of", "gold", "tin"), ["P0", "P1"]),
        ("yes_no", [True, False], ("is", "no"), ["P1"]),
        (
            "money",
            [{"minor": 900, "currency": "EUR"}, {"minor": 5000, "currency": "USD"}],
            ("ge", "5 EUR"),
            ["P0"],
        ),
    ],
)
def test_people_are_found_by_what_an_attribute_says(
    add, matching, house, amina, actor_of, sales, now, kind, values, rule, names
):
    it = add("It", kind, *(("Gold", "Tin") if kind.startswith("choice") else ()))
    for number, value in enumerate([*values, None]):
        given = {} if value is None else {"it": value}
        add_person(name=f"P{number}", unit_id=sales.pk, attributes=given, actor=house, now=now)
    found = matching(actor_of(amina), it, *rule)
    assert [name for name in found if name.startswith("P")] == names


def test_the_job_fills_what_was_there_and_the_verbs_what_comes(add, house, sales, now, monkeypatch):
    monkeypatch.setattr(attribute_index, "LOOKED_AT", 2)
    monkeypatch.setattr(attribute_index, "BATCH", 1)
    it = add("It", "text", is_filterable=False)
    early = [
        add_person(name=f"P{n}", unit_id=sales.pk, attributes={"it": f"V{n}"}, actor=house, now=now)
        for n in range(3)
    ]
    assert rows() == []
    make_filterable(it, actor=house, now=now)
    assert filter_fields(Party) == []
    late = add_person(name="Late", unit_id=sales.pk, attributes={"it": "late"}, actor=house, now=now)
    edit_party(early[0], attributes={"it": None}, actor=house, now=now)
    assert rows() == [(late.pk, "late", None)]
    assert fill_index(it.pk) == 3
    it.refresh_from_db()
    assert it.index == "ready"
    wanted = [(early[1].pk, "v1", None), (early[2].pk, "v2", None), (late.pk, "late", None)]
    assert rows() == wanted
    assert [field.label for field in filter_fields(Party)] == ["It"]


def test_a_job_that_was_killed_is_done_again_without_doubling(add, house, sales, now):
    it = add("It", "text", is_filterable=False)
    who = add_person(name="P", unit_id=sales.pk, attributes={"it": "v"}, actor=house, now=now)
    make_filterable(it, actor=house, now=now)
    AttributeEntry.objects.create(attribute=it, record_id=who.pk, text="stale")
    assert fill_index(it.pk) == 1
    assert fill_index(it.pk) == 0
    assert rows() == [(who.pk, "v", None)]


def test_it_is_filterable_no_more_and_the_rows_go(add, house, sales, now, monkeypatch):
    monkeypatch.setattr(attribute_index, "BATCH", 1)
    it, other = add("It", "text"), add("Other", "number")
    for n in range(3):
        values = {"it": f"v{n}", "other": n}
        add_person(name=f"P{n}", unit_id=sales.pk, attributes=values, actor=house, now=now)
    make_unfilterable(it, actor=house, now=now)
    with pytest.raises(Conflict, match="not filterable"):
        make_unfilterable(it, actor=house, now=now)
    assert empty_index(it.pk) == 3
    assert [number for _pk, _text, number in rows()] == [Decimal(0), Decimal(1), Decimal(2)]
    assert fill_index(other.pk) == 0


def test_an_index_that_is_wanted_again_is_not_emptied(add, house, sales, now):
    it = add("It", "text")
    add_person(name="P", unit_id=sales.pk, attributes={"it": "v"}, actor=house, now=now)
    assert empty_index(it.pk) == 0
    assert len(rows()) == 1


def test_what_is_sensitive_is_looked_up_by_nobody(add, house, now):
    it = add("It", "text", is_filterable=False, is_sensitive=True)
    with pytest.raises(BadInput, match="sensitive"):
        make_filterable(it, actor=house, now=now)
    other = add("Other", "text")
    with pytest.raises(BadInput, match="sensitive"):
        edit_attribute(other, is_sensitive=True, actor=house, now=now)
    names = {column.label for column in columns(Party)} | {field.label for field in edit_fields(Party)}
    assert names == {"Other"}


def test_parties_that_are_named_are_always_found(add, house, now):
    it = add("It", "party", is_filterable=False)
    assert it.index == "ready"
    with pytest.raises(BadInput, match="merge"):
        make_unfilterable(it, actor=house, now=now)


def test_a_colleague_known_by_name_only_is_found_by_name_only(
    add, matching, house, amina, mallory, actor_of, now
):
    it = add("It", "text")
    edit_party(mallory.person, attributes={"it": "v"}, actor=house, now=now)
    asks = actor_of(amina)
    assert "Mallory" in " ".join(Party.objects.visible_to(asks, "name").values_list("name", flat=True))
    assert matching(asks, it, "is", "v") == []
    [column] = columns(Party)
    assert column.values([mallory.person], Asked(asks, now)) == {}
    assert column.values([mallory.person], Asked(actor_of(mallory), now)) == {mallory.person_id: "v"}


def test_two_kinds_of_records_may_call_theirs_the_same(add):
    add("Tier", "text")
    add("Tier", "text", applies_to="organization")
    assert [column.label for column in columns(Party)] == ["Tier (Organisations)", "Tier (People)"]


def test_values_written_without_the_verbs_are_found_after_a_renewal(add, house, sales, now):
    it = add("It", "text")
    oak = add_organization(name="Oak", unit_id=sales.pk, actor=house, now=now)
    who = make_person("P", attributes={str(it.pk): "new"})
    AttributeEntry.objects.create(attribute=it, record_id=who.pk, text="old")
    AttributeEntry.objects.create(attribute=it, record_id=10**9, text="gone")
    renew_entries(Party, [who.pk, oak.pk, 10**9])
    assert rows() == [(who.pk, "new", None)]


def test_a_list_of_many_takes_no_more_queries(add, amina, actor_of, now):
    it = add("It", "party")
    named = make_organization("Oak")
    people = [make_person(attributes={str(it.pk): named.pk}) for _n in range(30)]
    [column] = columns(Party)
    with CaptureQueriesContext(connection) as few:
        column.values(people[:1], Asked(actor_of(amina), now))
    with CaptureQueriesContext(connection) as many:
        assert column.values(people, Asked(actor_of(amina), now)) == {}
    assert len(many) == len(few)


@pytest.mark.django_db(transaction=True)
def test_a_value_that_is_being_written_meanwhile_is_not_missed(add, house, now):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    it = add("It", "text", is_filterable=False)
    who = make_person("P")

    def begin() -> None:
        try:
            make_filterable(it, actor=house, now=now)
        finally:
            connection.close()

    with ThreadPoolExecutor() as elsewhere:
        with transaction.atomic():
            edit_party(who, attributes={"it": "v"}, actor=house, now=now)
            made = elsewhere.submit(begin)
            with pytest.raises(TimeoutError):
                made.result(timeout=0.5)
        made.result(timeout=120)
    assert fill_index(it.pk) == 1
    assert rows() == [(who.pk, "v", None)]
