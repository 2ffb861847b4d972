"""The pages of this room: who reaches them, what they say, and that a longer list asks no more of the database."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import make_expectation, make_offering, make_person, make_relationship
from twofold.relationships.models import Dealing, Expectation, OfferingFamily, Relationship
from twofold.relationships.tests.helpers import served_on

pytestmark = pytest.mark.django_db

LISTS = (
    "lists:relationship",
    "lists:dealing",
    "lists:expectation",
    "lists:offering",
    "relationships:expectation-ledger",
    "relationships:standing",
)


def serve(unit, number: int) -> list[Relationship]:
    served = []
    for index in range(number):
        relationship = make_relationship(unit, make_person(), side=("internal", "external")[index % 2])
        served_on(relationship, index, offering=make_offering(unit))
        make_expectation(relationship)
        served.append(relationship)
    return served


@pytest.mark.parametrize("name", LISTS)
def test_a_longer_list_asks_no_more_of_the_database(name, sales, amina, client_of):
    client, address = client_of(amina), reverse(name)
    serve(sales, 2)
    client.get(address)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(address).status_code == 200
        return len(caught)

    few = queries()
    serve(sales, 30)
    client.get(address)
    assert queries() == few <= 30


@pytest.mark.parametrize("name", ["lists:relationship", "lists:dealing", "lists:expectation"])
def test_an_outsider_sees_an_empty_list(name, sales, mallory, client_of):
    (served,) = serve(sales, 1)
    page = client_of(mallory).get(reverse(name))
    assert served.customer.name not in page.content.decode()


@pytest.mark.parametrize("name", ["relationship-detail", "dealing-reverse", "expectation-review"])
def test_what_is_hidden_looks_absent(name, sales, mallory, client_of):
    serve(sales, 1)
    record = (
        {
            "relationship-detail": Relationship,
            "dealing-reverse": Dealing,
            "expectation-review": Expectation,
        }[name]
        .objects.system("a test looks")
        .get()
    )
    hidden = client_of(mallory).get(reverse(f"relationships:{name}", args=[record.pk]))
    absent = client_of(mallory).get(reverse(f"relationships:{name}", args=[record.pk + 999]))
    assert (hidden.status_code, hidden.content) == (404, absent.content)


def test_a_relationship_says_how_the_customer_stands(sales, amina, client_of):
    served = make_relationship(sales, make_person("Ann Berg"))
    served_on(served, 0, 10)
    page = (
        client_of(amina).get(reverse("relationships:relationship-detail", args=[served.pk])).content.decode()
    )
    assert "Ann Berg" in page
    assert "Record a dealing" in page


def test_someone_is_served_from_the_page(sales, dana, amina, client_of):
    client, address = client_of(amina), reverse("relationships:relationship-open")
    assert "Dana" in client.get(address, {"party": dana.person_id}).content.decode()
    answer = client.post(address, {"party": dana.person_id, "unit": sales.pk, "side": "external", "kind": ""})
    relationship = Relationship.objects.system("a test looks").get()
    assert answer.url == reverse("relationships:relationship-detail", args=[relationship.pk])
    refused = client.post(
        address, {"party": dana.person_id, "unit": sales.pk, "side": "external", "kind": "colleague"}
    )
    assert refused.status_code == 422
    client.post(
        reverse("relationships:relationship-change-kind", args=[relationship.pk]), {"kind": "partner"}
    )
    relationship.refresh_from_db()
    assert relationship.kind == "partner"


def test_a_dealing_is_recorded_and_reversed_from_the_pages(sales, dana, amina, client_of):
    client, served = client_of(amina), make_relationship(sales, dana.person)
    address = reverse("relationships:dealing-record") + f"?relationship={served.pk}"
    given = {
        "happened_on": "2026-11-01",
        "quantity": "2",
        "amount": "19.90",
        "currency": "EUR",
        "reference": "A-1",
    }
    assert client.post(address, given | {"happened_on": "2999-01-01"}).status_code == 422
    assert client.post(address, given | {"currency": "XXQ"}).status_code == 422
    assert client.post(address, given).status_code == 302
    dealing = Dealing.objects.system("a test looks").get()
    assert (dealing.value_minor, dealing.reference) == (1990, "A-1")
    reverse_url = reverse("relationships:dealing-reverse", args=[dealing.pk])
    assert client.post(reverse_url, {"quantity": "3", "happened_on": "2026-11-02"}).status_code == 422
    answer = client.post(reverse_url, {"quantity": "2", "happened_on": "2026-11-01"})
    assert [str(message) for message in get_messages(answer.wsgi_request)] == ["The dealing is reversed."]
    dealing.refresh_from_db()
    assert str(dealing.reversed_on) == "2026-11-01"


def test_an_expectation_is_stated_reviewed_and_withdrawn_from_the_pages(sales, dana, amina, client_of):
    client, served = client_of(amina), make_relationship(sales, dana.person)
    given = {"statement": "An answer in a day", "importance": "3", "state": "unmet"}
    client.post(reverse("relationships:expectation-state") + f"?relationship={served.pk}", given)
    expectation = Expectation.objects.system("a test looks").get()
    page = client.get(reverse("lists:expectation"), {"statement": expectation.statement})
    assert "Dana" in page.content.decode()
    client.post(
        reverse("relationships:expectation-review", args=[expectation.pk]),
        {"importance": "4", "state": "met"},
    )
    expectation.refresh_from_db()
    assert (expectation.state, expectation.importance) == ("met", 4)
    client.post(reverse("relationships:expectation-withdraw", args=[expectation.pk]))
    expectation.refresh_from_db()
    assert expectation.state == "withdrawn"


def test_offerings_and_families_are_kept_from_the_pages(sales, bo, client_of):
    client = client_of(bo)
    client.post(reverse("relationships:family-list"), {"name": "Chairs"})
    family = client.get(reverse("relationships:family-list")).context["families"].get()
    client.post(
        reverse("relationships:family-edit", args=[family.pk]), {"name": "Seats", "window_days": "90"}
    )
    given = {
        "unit": sales.pk,
        "name": "Oak chair",
        "kind": "product",
        "sides": ["external"],
        "family": family.pk,
        "price": "89.90",
        "currency": "EUR",
    }
    assert client.post(reverse("relationships:offering-add"), given | {"sides": []}).status_code == 422
    answer = client.post(reverse("relationships:offering-add"), given)
    page = client.get(answer.url)
    offering = page.context["offering"]
    assert (offering.family.name, offering.price_minor) == ("Seats", 8990)
    client.post(answer.url + "edit/", given | {"name": "Oak stool"})
    offering.refresh_from_db()
    assert (offering.name, offering.is_offered) == ("Oak stool", False)


def test_every_number_of_standing_opens_its_rows(sales, chidi, client_of):
    served_on(make_relationship(sales, make_person("Ann Berg")), 0, 10)
    client = client_of(chidi)
    page = client.get(reverse("relationships:standing"), {"as_of": "2026-01-15", "side": "external"})
    (half,) = page.context["halves"]
    assert [count.n for count in half["bar"]] == [1, 0, 0]
    assert "Ann Berg" not in page.content.decode()
    assert "Ann Berg" in client.get(reverse("relationships:standing") + half["bar"][0].url).content.decode()


def test_the_families_of_a_side_follow_after_the_page(sales, chidi, client_of):
    chairs = OfferingFamily.objects.create(name="Chairs")
    served_on(
        make_relationship(sales, make_person("Ann Berg")), 0, 10, offering=make_offering(sales, family=chairs)
    )
    client, address = client_of(chidi), reverse("relationships:standing")
    page = client.get(address, {"side": "external", "as_of": "2026-01-15"})
    (half,) = page.context["halves"]
    assert "Chairs</th>" not in page.content.decode()
    part = client.get(address + half["families_url"], headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert "Chairs</th>" in part.content.decode()
    rows = client.get(
        address, {"side": "external", "as_of": "2026-01-15", "family": chairs.pk, "list": "current"}
    )
    assert "Ann Berg" in rows.content.decode()


def test_the_numbers_of_other_units_are_not_for_everyone(sales, it, mallory, client_of):
    client = client_of(mallory)
    assert client.get(reverse("relationships:standing"), {"unit": sales.pk}).status_code == 404
    assert client.get(reverse("relationships:standing"), {"unit": it.pk}).status_code == 200


@pytest.mark.parametrize("name", ["party-relationships", "party-expectations", "party-dealings"])
def test_a_panel_shows_only_what_ones_own_units_serve(name, sales, it, eli, amina, mallory, client_of):
    served = make_relationship(sales, eli.person)
    served_on(served, 3, reference="SECRET-7")
    make_expectation(served, "SECRET-7")
    address = reverse(f"relationships:{name}", args=[eli.person_id])
    ours = client_of(amina).get(address, headers={"HX-Request": "true"}).content.decode()
    theirs = client_of(mallory).get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in ours
    for word in ("SECRET-7", "Sales serves"):
        assert word not in theirs
    assert "SECRET-7" in ours or "Sales serves" in ours


def test_a_unit_shows_whom_it_serves_and_what_it_offers(sales, amina, client_of):
    serve(sales, 2)
    make_offering(sales, "Oak table")
    for name, word in (("unit-customers", "Current"), ("unit-offerings", "Oak table")):
        page = client_of(amina).get(reverse(f"relationships:{name}", args=[sales.pk]))
        assert word in page.content.decode()
