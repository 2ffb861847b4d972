"""Attributes in files: mapped, read, written set-wise, refused line by line; and what an export writes comes back whole."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings

from tests.factories import make_person
from twofold.core.actor import ActingSide, Actor
from twofold.core.plates import ImportContext, Row
from twofold.directory.actions.attribute_choices import GivenChoice
from twofold.directory.actions.attributes import add_attribute
from twofold.directory.actions.imports.parties import OrganizationWriter, PeopleWriter
from twofold.directory.actions.imports.units import UnitWriter
from twofold.directory.models import AttributeEntry, Party
from twofold.directory.models.attribute_texts import written
from twofold.directory.tests.test_attribute_values import KEPT
from twofold.workspace.queries.columns import ColumnReading, converter, guess_mapping
from twofold.workspace.queries.record_types import record_type_named

LOOK = "a test looks"


@pytest.fixture
def add(now, db):
    """`add("Tier", "choice", "Gold")`: a filterable attribute of people, unless told otherwise."""

    def add(label: str, kind: str = "text", *choices: str, **fields):
        given = [GivenChoice(choice) for choice in choices]
        stated = {"applies_to": "person", "is_filterable": True} | fields
        return add_attribute(
            label=label, kind=kind, choices=given, actor=Actor(side=ActingSide.JOB), now=now, **stated
        )

    return add


@pytest.fixture
def context(amina, sales, actor_of, now):
    """`context("attribute.tier")`: an import of Amina's with columns for these fields; `kept` are its row changes."""
    kept: list = []

    def context(*fields: str, actor=None) -> ImportContext:
        headers = {field: field for field in ("name", *fields)}
        return ImportContext(
            actor=actor or actor_of(amina),
            unit_id=sales.pk,
            run_id=7,
            key_scheme="no",
            now=now,
            options={"affiliation": ""},
            headers=headers,
            keep=kept.extend,
        )

    context.kept = kept
    return context


def lines(*values: dict) -> list[Row]:
    return [
        Row(number, {"name": f"P{number}"} | line, key=str(number))
        for number, line in enumerate(values, start=2)
    ]


def people() -> dict[str, dict]:
    parties = Party.objects.system(LOOK).filter(name__startswith="P")
    return dict(parties.order_by("name").values_list("name", "attributes"))


def test_a_column_is_guessed_by_label_or_key(add):
    add("Customer tier", "choice", "Gold", key="tier", applies_to="organization")
    fields = record_type_named("organisations").fields
    guessed = guess_mapping(("Name", "CUSTOMER-TIER"), fields, {"Name": [], "CUSTOMER-TIER": []})
    assert guessed == {"Name": "name", "CUSTOMER-TIER": "attribute.tier"}
    assert guess_mapping(("tier",), fields, {"tier": []}) == {"tier": "attribute.tier"}
    assert not [field for field in record_type_named("people").fields if field.name == "attribute.tier"]


def test_values_come_in_with_new_people_and_are_found(add, context):
    tier, born, size = add("Tier", "choice", "Gold", "Tin"), add("Born", "date"), add("Size", "number")
    writer = PeopleWriter(context("attribute.tier", "attribute.born", "attribute.size"))
    told = [
        {"attribute.tier": "GOLD", "attribute.born": date(1990, 1, 2), "attribute.size": Decimal("1.50")},
        {"attribute.tier": "brass"},
        {},
    ]
    results = writer.write(lines(*told))
    assert [str(result.outcome) for result in results] == ["created", "rejected", "created"]
    assert results[1].field == "attribute.tier"
    assert "none of: Gold, Tin" in results[1].reason
    ids = {str(tier.pk): "gold", str(born.pk): "1990-01-02", str(size.pk): "1.5"}
    assert people() == {"P2": ids, "P4": {}}
    assert AttributeEntry.objects.count() == 3


def test_the_same_file_again_changes_nothing_and_another_one_what_it_says(add, context):
    tier, note = add("Tier", "choice", "Gold", "Tin"), add("Note")
    first = lines({"attribute.tier": "gold", "attribute.note": "x"})
    columns = ("attribute.tier", "attribute.note")
    PeopleWriter(context(*columns)).write(first)
    assert [str(one.outcome) for one in PeopleWriter(context(*columns)).write(first)] == ["unchanged"]
    [result] = PeopleWriter(context(*columns)).write(lines({"attribute.tier": "Tin"}))
    assert str(result.outcome) == "updated"
    assert people() == {"P2": {str(tier.pk): "tin", str(note.pk): "x"}}
    [change] = [change for change in context.kept if change.model is Party]
    assert change.new == {"attributes": {str(tier.pk): "tin", str(note.pk): "x"}}
    assert AttributeEntry.objects.get(attribute=tier).text == "tin"


def test_what_is_required_is_asked_of_new_lines_if_there_is_a_column(add, context):
    add("Tier", is_required=True)
    [refused] = PeopleWriter(context("attribute.tier")).write(lines({}))
    assert (str(refused.outcome), refused.field) == ("rejected", "attribute.tier")
    [created] = PeopleWriter(context()).write(lines({}))
    assert str(created.outcome) == "created"
    [again] = PeopleWriter(context("attribute.tier")).write(lines({}))
    assert str(again.outcome) == "unchanged"


def test_a_party_is_named_by_key_address_or_name_within_reach(add, context, sales, hr):
    adviser = add("Adviser", "party")
    kim = make_person("Kim Lee", known_to=(sales,))
    make_person("Hidden One", known_to=(hr,))
    told = [{"attribute.adviser": text} for text in ("kim lee", f"whoever #{kim.pk}", "Hidden One")]
    results = PeopleWriter(context("attribute.adviser")).write(lines(*told))
    assert [str(result.outcome) for result in results] == ["created", "created", "rejected"]
    assert [list(values.values()) for values in people().values()] == [[kim.pk], [kim.pk]]
    assert AttributeEntry.objects.filter(attribute=adviser).count() == 2


def test_organisations_and_units_bring_theirs(add, context, bo, actor_of):
    tier = add("Tier", applies_to="organization")
    centre = add("Cost centre", applies_to="unit")
    OrganizationWriter(context("attribute.tier")).write(lines({"attribute.tier": "high"}))
    units = UnitWriter(context("attribute.cost_centre", actor=actor_of(bo)))
    outcomes = [
        str(one.outcome) for one in units.write(lines({"name": "Shop", "attribute.cost_centre": "K1"}))
    ]
    assert outcomes == ["created"]
    again = UnitWriter(context("attribute.cost_centre", actor=actor_of(bo)))
    told = lines({"name": "Shop", "attribute.cost_centre": "K2"})
    assert [str(one.outcome) for one in again.write(told)] == ["updated"]
    assert people() == {"P2": {str(tier.pk): "high"}}
    assert Party.objects.system(LOOK).get(name="Shop").attributes == {str(centre.pk): "K2"}


def test_files_without_attributes_cost_no_more(add, context):
    def cost(*numbers: int) -> int:
        writer = PeopleWriter(context())
        rows = [Row(number, {"name": f"P{number}"}, key=str(number)) for number in numbers]
        with CaptureQueriesContext(connection) as queries:
            writer.write(rows)
        return len(queries)

    cost(1)
    without = cost(2, 3)
    for number in range(5):
        add(f"A{number}")
    assert cost(4, 5) == without


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(kept=KEPT["text"] | KEPT["number"] | KEPT["date"] | KEPT["choices"] | KEPT["money"])
def test_what_an_export_writes_an_import_reads(add_once, context, kept):
    attribute = add_once(kept)
    [field] = [one for one in record_type_named("people").fields if one.name == f"attribute.{attribute.key}"]
    text = written(attribute, kept)
    read = converter(field, ColumnReading(), zone=None, now=None)
    writer = PeopleWriter(context(field.name))
    row = Row(2, {"name": "P2", field.name: read(text)}, key="2")
    writer.attributes.learn([row])
    assert writer.attributes.read(row) == {str(attribute.pk): kept}


@pytest.fixture
def add_once(add):
    """`add_once(value)`: the attribute that holds such values."""
    made: dict[str, object] = {}

    def add_once(kept: object):
        kind = {dict: "money", list: "choices"}.get(type(kept)) or _kind_of_text(str(kept))
        if kind not in made:
            choices = ("Gold", "Sílver, fine") if kind == "choices" else ()
            made[kind] = add(f"It {kind}", kind, *choices)
            if choices:
                made[kind].choices[1][0] = "silver"
                made[kind].save()
        return made[kind]

    return add_once


def _kind_of_text(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        return (
            "number"
            if text.replace("-", "", 1).replace(".", "", 1).isdecimal() and text.isascii()
            else "text"
        )
    return "date"
