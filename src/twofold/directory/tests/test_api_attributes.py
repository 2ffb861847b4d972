"""Attributes in the API: written and read with parties, and lists narrowed by them."""

import pytest

from tests.factories import make_organization
from twofold.directory.actions.attribute_choices import GivenChoice
from twofold.directory.actions.attributes import add_attribute
from twofold.directory.actions.parties import edit_party
from twofold.directory.models import Party


@pytest.fixture
def add(house, now, db):
    """`add("Tier", "choice", "Gold")`: a filterable attribute of organisations, unless told otherwise."""

    def add(label: str, kind: str = "text", *choices: str, **fields):
        given = [GivenChoice(choice) for choice in choices]
        stated = {"applies_to": "organization", "is_filterable": True} | fields
        return add_attribute(label=label, kind=kind, choices=given, actor=house, now=now, **stated)

    return add


VALUES = {
    "note": "two words",
    "size": "1.5",
    "since": "2026-11-22",
    "tier": "gold",
    "marks": ["gold", "tin"],
    "vip": False,
    "limit": {"minor": 1250, "currency": "EUR"},
}


@pytest.fixture
def every_kind(add):
    for label, kind in (
        ("Note", "text"),
        ("Size", "number"),
        ("Since", "date"),
        ("VIP", "yes_no"),
        ("Limit", "money"),
    ):
        add(label, kind)
    add("Tier", "choice", "Gold", "Tin")
    add("Marks", "choices", "Gold", "Tin")


def test_what_a_program_writes_it_reads(every_kind, amina, sales, program_of):
    program = program_of(amina)
    made = program.post("/organizations", {"name": "Oak", "unit": sales.pk, "attributes": VALUES})
    assert made.status_code == 201, made.content
    assert made.json()["attributes"] == VALUES
    path = f"/parties/{made.json()['id']}"
    changed = program.patch(path, {"attributes": {"tier": "tin", "size": 2, "vip": None}})
    expected = VALUES | {"tier": "tin", "size": "2"}
    del expected["vip"]
    assert changed.json()["attributes"] == program.get(path).json()["attributes"] == expected


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"tier": "brass"}, "attribute.tier"),
        ({"size": "many"}, "attribute.size"),
        ({"limit": {"minor": 5, "currency": "XXQ"}}, "attribute.limit"),
        ({"song": "x"}, "attributes"),
        ({"vip": "yes"}, "attribute.vip"),
    ],
)
def test_what_makes_no_value_changes_nothing(every_kind, amina, sales, program_of, given, field):
    answer = program_of(amina).post("/organizations", {"name": "Oak", "unit": sales.pk, "attributes": given})
    assert answer.status_code == 422
    assert field in answer.content.decode()
    assert not Party.objects.system("a test looks").filter(name="Oak").exists()


def test_what_is_required_is_required_of_programs_too(add, amina, sales, program_of):
    add("Tier", is_required=True)
    answer = program_of(amina).post("/organizations", {"name": "Oak", "unit": sales.pk})
    assert answer.status_code == 422
    assert "Tier" in answer.content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("attribute.tier=gold", ["Oak"]),
        ("attribute.tier=GOLD", ["Oak"]),
        ("attribute.tier=tin", []),
        ("attribute.size=1.50", ["Oak"]),
        ("attribute.since=2026-11-22", ["Oak"]),
        ("attribute.vip=no", ["Oak"]),
        ("attribute.limit=12.50 EUR", ["Oak"]),
        ("attribute.note=Two Words&attribute.tier=gold", ["Oak"]),
        ("attribute.note=Two Words&attribute.tier=tin", []),
        ("attribute.marks=tin", ["Oak"]),
        ("attribute.tier=&kind=organization", ["Elm"]),
    ],
)
def test_a_list_is_narrowed_by_attributes(every_kind, amina, sales, house, now, program_of, asked, found):
    edit_party(make_organization("Oak", known_to=(sales,)), attributes=VALUES, actor=house, now=now)
    make_organization("Elm", known_to=(sales,))
    answer = program_of(amina).get(f"/parties?{asked}")
    assert [one["name"] for one in answer.json()["items"]] == found


@pytest.mark.parametrize(
    "asked", ["attribute.song=x", "attribute.hidden=x", "attribute.tier=brass", "song=x"]
)
def test_what_cannot_be_asked_is_refused(every_kind, add, amina, program_of, asked):
    add("Hidden", is_filterable=False)
    answer = program_of(amina).get(f"/parties?{asked}")
    assert answer.status_code == 422
