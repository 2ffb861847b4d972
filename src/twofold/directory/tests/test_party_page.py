"""A party's page, and what changes from it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_affiliation, make_contact_point, make_organization, make_person
from twofold.directory.models import Affiliation, ContactPoint, Identifier, Party


@pytest.fixture
def dana_novak(sales):
    dana = make_person("Dana Novak", known_to=(sales,), country="DE")
    make_contact_point(dana, "dana@example.org", is_primary=True)
    make_affiliation(
        dana, make_organization("Café", known_to=(sales,)), Affiliation.Kind.CONTACT, role_title="Owner"
    )
    Identifier.objects.create(party=dana, scheme="customer_id", value="DANA1")
    return dana


def test_amina_reads_who_dana_is(amina, dana_novak, client_of):
    page = client_of(amina).get(f"/parties/{dana_novak.pk}/").content.decode()
    for text in ("Dana Novak", "Owner, Café", "dana@example.org", "DANA1", "Germany", "Edit"):
        assert text in page
    assert f"/timeline/parties/{dana_novak.pk}/" in page


def test_for_mallory_dana_does_not_exist(mallory, dana_novak, client_of):
    client = client_of(mallory)
    hidden, absent = client.get(f"/parties/{dana_novak.pk}/"), client.get("/parties/999999/")
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content


def test_mallory_sees_a_colleagues_name_unit_and_title_only(mallory, amina, sales, client_of):
    make_contact_point(amina.person, "private@example.org")
    make_affiliation(
        amina.person, make_organization("Secret Club", known_to=(sales,)), Affiliation.Kind.CONTACT
    )
    page = client_of(mallory).get(f"/parties/{amina.person_id}/").content.decode()
    assert "Amina Diallo" in page
    assert "Sales" in page
    assert "private@example.org" not in page
    assert "Secret Club" not in page
    assert f"/parties/{amina.person_id}/edit/" not in page


def test_it_takes_as_many_queries_for_much_as_for_little(amina, sales, dana_novak, client_of):
    client, address = client_of(amina), f"/parties/{dana_novak.pk}/"
    client.get(address)
    with CaptureQueriesContext(connection) as little:
        client.get(address)
    for number in range(50):
        make_contact_point(dana_novak, f"d{number}@example.org")
        make_affiliation(dana_novak, make_organization(known_to=(sales,)), Affiliation.Kind.CONTACT)
    with CaptureQueriesContext(connection) as much:
        client.get(address)
    assert len(much) == len(little) <= 20


def test_a_units_address_as_a_party_leads_to_the_unit(amina, sales, client_of):
    assert client_of(amina).get(f"/parties/{sales.pk}/").headers["Location"] == f"/units/{sales.pk}/"


def test_amina_adds_a_person_with_an_address_in_one_go(amina, sales, client_of):
    values = {"given_name": "Kim", "family_name": "Ito", "country": "DE", "email": "kim@example.org"}
    answer = client_of(amina).post(
        "/parties/new/?kind=person", {**values, "phone": "030 1234", "unit": sales.pk}
    )
    kim = Party.objects.system("a test looks").get(name="Kim Ito")
    assert answer.headers["Location"] == f"/parties/{kim.pk}/"
    assert set(
        ContactPoint.objects.system("a test looks").filter(party=kim).values_list("normalized", flat=True)
    ) == {"kim@example.org", "+49301234"}


def test_a_wrong_address_leaves_nothing_behind_and_says_where(amina, sales, client_of, everything):
    before = everything()
    values = {"name": "Kim Ito", "email": "kim", "unit": sales.pk}
    answer = client_of(amina).post("/parties/new/?kind=organization", values)
    assert answer.status_code == 422
    assert "is not an e-mail address" in answer.context["form"].errors["email"][0]
    assert everything() == before


def test_amina_edits_ties_and_reaches_from_the_page(amina, sales, dana_novak, client_of):
    client, address = client_of(amina), f"/parties/{dana_novak.pk}/"
    assert client.post(f"{address}edit/", {"name": "Dana N.", "country": "FR"}).status_code == 302
    phone = {"kind": "phone", "value": "+49 30 123456", "label": "work"}
    assert client.post(f"{address}contact-points/new/", phone).status_code == 302
    home = {"street": "Lange Reihe 12", "city": "Hamburg", "country": "DE"}
    assert client.post(f"{address}contact-points/new/?kind=address", home).status_code == 302
    tie = {"kind": "shareholder", "unit": sales.pk, "from_on": "2020-01-01"}
    assert client.post(f"{address}affiliations/new/", tie).status_code == 302
    page = client.get(address).content.decode()
    for text in ("Dana N.", "+49 30 123456", "Lange Reihe 12, Hamburg, DE", "Shareholder", "Jan 2020"):
        assert text in page
    tie = Affiliation.objects.system("a test looks").get(kind="shareholder")
    assert client.post(f"{address}affiliations/{tie.pk}/", {"end": "1"}).status_code == 302
    point = ContactPoint.objects.system("a test looks").get(kind="address")
    assert client.post(f"{address}contact-points/{point.pk}/remove/").status_code == 302
    page = client.get(address).content.decode()
    assert "Lange Reihe" not in page


def test_forms_say_what_is_wrong_at_the_field(amina, sales, dana_novak, client_of, everything):
    client, address = client_of(amina), f"/parties/{dana_novak.pk}/"
    before = everything()
    backwards = {"kind": "contact", "unit": sales.pk, "from_on": "2020-01-02", "to_on": "2020-01-01"}
    answer = client.post(f"{address}affiliations/new/", backwards)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["to_on"])
    nowhere = client.post(f"{address}affiliations/new/", {"kind": "contact", "organization": "Nobody Ltd"})
    assert list(nowhere.context["form"].errors) == ["organization"]
    wrong = client.post(f"{address}contact-points/new/", {"kind": "email", "value": "nope"})
    assert list(wrong.context["form"].errors) == ["value"]
    assert everything() == before


@pytest.mark.parametrize("path", ["edit/", "contact-points/new/", "affiliations/new/"])
def test_mallory_reaches_none_of_the_forms(path, mallory, amina, dana_novak, client_of, everything):
    client = client_of(mallory)
    before = everything()
    assert client.post(f"/parties/{dana_novak.pk}/{path}", {}).status_code == 404
    assert client.post(f"/parties/{amina.person_id}/{path}", {}).status_code in (403, 404)
    assert everything() == before
