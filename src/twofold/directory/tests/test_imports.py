"""People, organisations, units and affiliations from files."""

from datetime import date, timedelta

import pytest

from tests.factories import make_organization, make_person
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, NotAllowed
from twofold.core.plates import House, ImportContext, Plate, Row
from twofold.directory.actions.imports.affiliations import AffiliationWriter
from twofold.directory.actions.imports.parties import OrganizationWriter, PeopleWriter
from twofold.directory.actions.imports.units import UnitWriter
from twofold.directory.models import Affiliation, ContactPoint, Identifier, KnownTo, Party, Unit
from twofold.search.queries.search import search

LOOK = "a test looks"


@pytest.fixture
def context_of(sales, now):
    """`context_of(actor, key_scheme, **options)`: an import on behalf of Sales."""

    def context_of(actor: Actor, key_scheme: str = "customer_id", **options: str) -> ImportContext:
        return ImportContext(
            actor=actor, unit_id=sales.pk, run_id=7, key_scheme=key_scheme, now=now, options=options
        )

    return context_of


def rows_of(*lines: dict) -> list[Row]:
    """Lines as the importer reads them; ``key`` is the key column's text."""
    return [
        Row(number, {name: value for name, value in line.items() if name != "key"}, key=line.get("key", ""))
        for number, line in enumerate(lines, start=2)
    ]


def outcomes(writer, *lines: dict) -> list[str]:
    return [str(result.outcome) for result in writer.write(rows_of(*lines))]


def party(name: str) -> Party:
    return Party.objects.system(LOOK).get(name=name)


ALFKI = {
    "key": "ALFKI",
    "name": "Alfreds Futterkiste",
    "contact_name": "Maria Anders",
    "contact_title": "Sales Representative",
    "street": "Obere Str. 57",
    "city": "Berlin",
    "postcode": "12209",
    "country": "DE",
    "phone": "030-0074321",
    "fax": "030-0076545",
}


def test_an_organisation_comes_with_its_contact_person(amina, sales, actor_of, context_of):
    assert outcomes(OrganizationWriter(context_of(actor_of(amina))), ALFKI) == ["created"]
    alfreds, maria = party("Alfreds Futterkiste"), party("Maria Anders")
    assert (alfreds.kind, alfreds.country, alfreds.import_run_id) == ("organization", "DE", 7)
    assert Identifier.objects.get(scheme="customer_id", value="ALFKI").party == alfreds
    assert KnownTo.objects.filter(unit=sales, party__in=(alfreds, maria)).count() == 2
    tie = Affiliation.objects.system(LOOK).get(party=maria)
    assert (tie.group_id, tie.kind, tie.role_title) == (alfreds.pk, "contact", "Sales Representative")
    points = ContactPoint.objects.system(LOOK).filter(party=alfreds).order_by("pk")
    assert list(points.values_list("kind", "normalized", "label", "is_primary")) == [
        ("phone", "+49300074321", "", True),
        ("phone", "+49300076545", "fax", False),
        ("address", "obere str 57|12209|berlin||de", "", True),
    ]
    found = search("anders", scopes=frozenset({f"u{sales.pk}"}))
    assert {hit.object_id for hit in found} == {alfreds.pk, maria.pk}


def test_the_same_file_again_changes_nothing(amina, actor_of, context_of, everything):
    outcomes(OrganizationWriter(context_of(actor_of(amina))), ALFKI)
    before = everything()
    assert outcomes(OrganizationWriter(context_of(actor_of(amina))), ALFKI) == ["unchanged"]
    assert everything() == before


def test_what_a_file_says_differently_is_changed_and_the_rest_stays(amina, sales, actor_of, context_of):
    outcomes(OrganizationWriter(context_of(actor_of(amina))), ALFKI)
    new = {
        "key": "ALFKI",
        "name": "Alfreds Kiste",
        "email": "info@alfreds.example",
        "contact_name": "Ana Ruiz",
    }
    assert outcomes(OrganizationWriter(context_of(actor_of(amina))), new) == ["updated"]
    alfreds = party("Alfreds Kiste")
    assert alfreds.country == "DE"
    points = ContactPoint.objects.system(LOOK).filter(party=alfreds)
    assert set(points.values_list("kind", flat=True)) == {"phone", "email", "address"}
    assert party("Ana Ruiz").pk and party("Maria Anders").pk
    found = {hit.object_id for hit in search("kiste", scopes=frozenset({f"u{sales.pk}"}), kinds=("party",))}
    assert alfreds.pk in found


def test_people_bring_their_company_which_is_added_once(amina, actor_of, context_of):
    lines = [
        {
            "key": str(number),
            "name": f"Person {number}",
            "organization": "Hotel Elbblick",
            "role_title": "Chef",
        }
        for number in range(3)
    ]
    assert outcomes(PeopleWriter(context_of(actor_of(amina))), *lines) == ["created"] * 3
    ties = Affiliation.objects.system(LOOK).filter(group=party("Hotel Elbblick"))
    assert list(ties.values_list("kind", "role_title")) == [("contact", "Chef")] * 3
    assert Party.objects.system(LOOK).filter(name="Hotel Elbblick").count() == 1


def test_employees_belong_to_the_unit_of_their_line(
    amina, mallory, sales, logistics, actor_of, context_of, now
):
    writer = PeopleWriter(context_of(actor_of(amina), "employee_id", affiliation="employee"))
    lines = (
        {
            "key": "1",
            "given_name": "Nancy",
            "family_name": "Davolio",
            "role_title": "Rep",
            "unit": "logistics",
        },
        {"key": "2", "name": "Andrew Fuller", "to_on": now.date() - timedelta(days=1)},
        {"key": "3", "name": "Nobody", "unit": "Atlantis"},
    )
    assert outcomes(writer, *lines) == ["created", "created", "rejected"]
    nancy, andrew = party("Nancy Davolio"), party("Andrew Fuller")
    assert (nancy.is_colleague, andrew.is_colleague) == (True, False)
    assert set(KnownTo.objects.filter(party=nancy).values_list("unit_id", flat=True)) == {
        sales.pk,
        logistics.pk,
    }
    assert Party.objects.visible_to(actor_of(mallory), "name").filter(pk=nancy.pk).exists()
    assert [hit.object_id for hit in search("davolio", scopes=frozenset({"staff"}))] == [nancy.pk]


@pytest.mark.parametrize(
    ("line", "field", "sentence"),
    [
        ({"name": "X", "email": "not an address"}, "email", "is not an e-mail address"),
        ({"name": "X", "phone": "none"}, "phone", "is not a phone number"),
        ({"name": " "}, "name", "A name is needed"),
        ({"name": "X", "country": "Atlantis"}, "country", "is not a country"),
        ({"name": "X", "from_on": date(2026, 2, 1), "to_on": date(2026, 1, 1)}, "to_on", "before it starts"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_alone(line, field, sentence, amina, actor_of, context_of):
    good = {"key": "2", "name": "Good One"}
    results = PeopleWriter(context_of(actor_of(amina))).write(rows_of({"key": "1", **line}, good))
    assert [str(result.outcome) for result in results] == ["rejected", "created"]
    assert (results[0].number, results[0].field) == (2, field)
    assert sentence in results[0].reason
    assert not Identifier.objects.filter(value="1").exists()


def test_a_number_that_no_country_has_is_kept_by_its_digits(amina, actor_of, context_of):
    outcomes(
        PeopleWriter(context_of(actor_of(amina))),
        {"key": "1", "name": "X", "phone": "ext. 5467-123456789012345"},
    )
    point = ContactPoint.objects.system(LOOK).get(party=party("X"))
    assert (point.value, point.normalized) == ("ext. 5467-123456789012345", "5467123456789012345")


def test_a_key_of_someone_unknown_is_refused_and_changes_nothing(
    mallory, amina, it, sales, actor_of, now, everything
):
    dana = make_person("Dana", known_to=(sales,))
    Identifier.objects.create(party=dana, scheme="customer_id", value="D1")
    before = everything()
    context = ImportContext(
        actor=actor_of(mallory), unit_id=it.pk, run_id=7, key_scheme="customer_id", now=now, options={}
    )
    (result,) = PeopleWriter(context).write(rows_of({"key": "D1", "name": "Mine now"}))
    assert result.outcome == "rejected"
    assert "Ask a lead of the register" in result.reason
    assert everything() == before


def test_a_key_of_another_kind_is_refused(amina, sales, actor_of, context_of):
    cafe = make_organization("Café", known_to=(sales,))
    Identifier.objects.create(party=cafe, scheme="customer_id", value="C1")
    (result,) = PeopleWriter(context_of(actor_of(amina))).write(rows_of({"key": "C1", "name": "X"}))
    assert "another kind" in result.reason


def test_ids_of_two_files_do_not_collide(amina, actor_of, context_of):
    actor = actor_of(amina)
    assert outcomes(PeopleWriter(context_of(actor, "id")), {"key": "1", "name": "X"}) == ["created"]
    assert outcomes(OrganizationWriter(context_of(actor, "Id")), {"key": "1", "name": "Y"}) == ["created"]


def test_one_imports_only_for_a_unit_in_which_one_works(mallory, actor_of, context_of):
    with pytest.raises(NotAllowed):
        PeopleWriter(context_of(actor_of(mallory)))
    with pytest.raises(BadInput, match="Choose how these people belong"):
        PeopleWriter(context_of(Actor(side="job"), affiliation="friend"))


def test_rooms_above_follow_the_parties_written(amina, actor_of, context_of, monkeypatch):
    followed = []
    plate = Plate(name="above", party_followers=(lambda context, ids: followed.append(list(ids)),))
    monkeypatch.setattr("twofold.directory.actions.imports.parties.house", lambda: House((plate,)))
    outcomes(OrganizationWriter(context_of(actor_of(amina))), ALFKI)
    assert followed == [[], [party("Alfreds Futterkiste").pk]]


def test_units_come_in_any_order_and_again_change_nothing(chidi, enterprise, sales, actor_of, now):
    context = ImportContext(actor_of(chidi), enterprise.pk, 7, "unit_id", now)
    lines = (
        {"key": "3", "name": "Team", "parent": "2"},
        {"key": "2", "name": "Web shop", "parent": "Sales", "purpose": "Sells."},
        {"key": "4", "name": "Vault", "is_sealed": True},
    )
    assert outcomes(UnitWriter(context), *lines) == ["created"] * 3
    units = Unit.objects.system(LOOK).select_related("party")
    shop = units.get(party__name="Web shop")
    assert (shop.parent_id, units.get(party__name="Team").parent_id) == (sales.pk, shop.pk)
    assert units.get(party__name="Vault").is_sealed
    sealed_now = ["unchanged", "unchanged", "rejected"]  # the vault is its own leads' from here on
    assert outcomes(UnitWriter(context), *lines) == sealed_now
    assert outcomes(UnitWriter(context), {"key": "3", "name": "The team", "parent": "Sales"}) == ["updated"]
    assert units.get(party__name="The team").parent_id == sales.pk


def test_whoever_leads_a_unit_also_fills_what_they_add_below_it(bo, sales, actor_of, now):
    context = ImportContext(actor_of(bo), sales.pk, 7, "", now)
    lines = ({"name": "Web shop", "timezone": "Europe/Berlin"}, {"name": "Team", "parent": "Web shop"})
    assert outcomes(UnitWriter(context), *lines) == ["created"] * 2
    elsewhere = {"name": "Lost", "parent": "Oak & Ember"}
    assert outcomes(UnitWriter(context), elsewhere) == ["rejected"]


def test_a_circle_in_the_file_is_refused_by_the_names_of_its_units(chidi, enterprise, actor_of, now):
    context = ImportContext(actor_of(chidi), enterprise.pk, 7, "", now)
    results = UnitWriter(context).write(
        rows_of(
            {"name": "A", "parent": "B"},
            {"name": "B", "parent": "C"},
            {"name": "C", "parent": "A"},
            {"name": "D", "parent": "Nowhere"},
        )
    )
    assert [str(result.outcome) for result in results] == ["rejected"] * 4
    assert any("A → B → C → A is a circle" in result.reason for result in results)
    assert "There is no unit “Nowhere”" in results[3].reason
    assert not Unit.objects.system(LOOK).filter(party__name__in="ABCD").exists()


def test_affiliations_find_both_ends_by_key_address_or_name(amina, sales, actor_of, context_of):
    outcomes(
        PeopleWriter(context_of(actor_of(amina))), {"key": "P1", "name": "Kim", "email": "kim@example.org"}
    )
    make_organization("Café", known_to=(sales,), sort_name="cafe")
    writer = AffiliationWriter(context_of(actor_of(amina)))
    lines = (
        {"party": "P1", "group": "Sales", "kind": "employee", "from_on": date(2020, 1, 1)},
        {"party": "KIM@example.org", "group": "café", "role_title": "Owner"},
        {"party": "Kim", "group": "Nowhere"},
        {
            "party": "P1",
            "group": "Sales",
            "kind": "employee",
            "from_on": date(2020, 2, 1),
            "to_on": date(2020, 1, 1),
        },
    )
    results = writer.write(rows_of(*lines))
    assert [str(result.outcome) for result in results] == ["created", "created", "rejected", "rejected"]
    assert [result.field for result in results[2:]] == ["group", "to_on"]
    assert party("Kim").is_colleague
    assert outcomes(writer, lines[0]) == ["unchanged"]


def test_affiliations_do_not_reach_whom_one_does_not_know(mallory, sales, it, actor_of, now, everything):
    make_person("Dana Novak", known_to=(sales,))
    before = everything()
    context = ImportContext(actor_of(mallory), it.pk, 7, "", now)
    hidden, absent = AffiliationWriter(context).write(
        rows_of({"party": "Dana Novak", "group": "IT"}, {"party": "Nobody At All", "group": "IT"})
    )
    assert hidden.reason.replace("Dana Novak", "") == absent.reason.replace("Nobody At All", "")
    assert everything() == before
