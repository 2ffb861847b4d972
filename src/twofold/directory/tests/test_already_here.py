"""Perhaps already here: said while someone is typed in, and asked once before adding."""

import pytest

from tests.factories import make_contact_point, make_organization, make_person
from twofold.directory.actions.parties import add_person
from twofold.directory.models import ContactPoint, Party
from twofold.directory.queries.likely_same import Typed, already_here

NEW = "/parties/new/?kind=person"
ASKED = "/parties/likely-same/?of=person"


@pytest.fixture
def dana_berg(sales, house, now) -> Party:
    """In the register and in the search, with an address."""
    dana = add_person(
        name="Dana Berg", given_name="Dana", family_name="Berg", unit_id=sales.pk, actor=house, now=now
    )
    make_contact_point(dana, "dana@example.org", is_primary=True)
    make_contact_point(dana, "+4930123456", kind=ContactPoint.Kind.PHONE, is_primary=True)
    return dana


def given(sales, **more) -> dict:
    return {"given_name": "D.", "family_name": "B", "unit": sales.pk} | more


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"email": " Dana@Example.ORG "}, "same e-mail"),
        ({"phone": "030 123456", "country": "DE"}, "same phone number"),
        ({"given_name": "Dana", "family_name": "Berg"}, "same name"),
        ({"given_name": "Dana", "family_name": "Brg"}, "alike"),
    ],
)
def test_amina_reads_who_may_be_here_while_she_types(amina, dana_berg, client_of, typed, why):
    page = client_of(amina).get(ASKED, typed).content.decode()
    assert "Perhaps already here" in page
    assert f"/parties/{dana_berg.pk}/" in page
    assert "known to Sales" in page
    assert why in page


@pytest.mark.parametrize("typed", [{}, {"email": "dana@"}, {"given_name": "Da"}, {"family_name": "Zz"}])
def test_little_or_other_text_finds_nobody(amina, dana_berg, client_of, typed):
    assert client_of(amina).get(ASKED, typed).content.strip() == b""


def test_who_is_edited_is_not_their_own_double(amina, dana_berg, client_of):
    typed = {"email": "dana@example.org", "except": dana_berg.pk}
    assert client_of(amina).get(ASKED, typed).content.strip() == b""


def test_mallory_learns_that_someone_has_the_address_but_not_who(mallory, dana_berg, client_of):
    page = client_of(mallory).get(ASKED, {"email": "dana@example.org"}).content.decode()
    assert "Someone whom your units do not know has this address. Ask a lead of the register." in page
    assert "Dana" not in page
    assert "/parties/" not in page


def test_a_name_alone_tells_mallory_nothing(mallory, dana_berg, client_of):
    typed = {"given_name": "Dana", "family_name": "Berg"}
    assert client_of(mallory).get(ASKED, typed).content.strip() == b""


def test_whom_only_a_sealed_unit_knows_cannot_be_looked_up_by_address(amina, hr, actor_of, client_of):
    make_contact_point(make_person("Secret Applicant", known_to=(hr,)), "secret@example.org")
    found = already_here(actor_of(amina), Typed("person", emails=["secret@example.org"]))
    assert not found.hidden
    assert found.parties == []


def test_the_same_address_is_asked_about_once_before_adding(amina, sales, dana_berg, client_of, everything):
    before, client = everything(), client_of(amina)
    answer = client.post(NEW, given(sales, email="dana@example.org"))
    assert answer.status_code == 422
    assert "Perhaps already here" in answer.content.decode()
    assert "add them anyway" in answer.content.decode()
    assert everything() == before
    answer = client.post(NEW, given(sales, email="dana@example.org", anyway="on"))
    assert answer.status_code == 302
    assert len(everything()["Party"]) == len(before["Party"]) + 1


def test_the_same_name_alone_is_added_without_asking(amina, sales, dana_berg, client_of):
    answer = client_of(amina).post(NEW, given(sales, given_name="Dana", family_name="Berg"))
    assert answer.status_code == 302


def test_a_company_is_found_whatever_its_legal_form(amina, sales, house, now, actor_of):
    from twofold.directory.actions.parties import add_organization

    company = add_organization(name="Holzwerk Nord GmbH", unit_id=sales.pk, actor=house, now=now)
    found = already_here(actor_of(amina), Typed("organization", name="Holzwerk Nord"))
    assert [one.party for one in found.parties] == [company]


def test_it_takes_as_many_queries_for_many_as_for_one(amina, sales, actor_of, django_assert_max_num_queries):
    for _number in range(20):
        make_contact_point(make_organization(known_to=(sales,)), "info@example.org")
    with django_assert_max_num_queries(16):
        found = already_here(actor_of(amina), Typed("organization", name="Xyz", emails=["info@example.org"]))
    assert len(found.parties) == 5


def test_a_program_is_told_whom_it_may_have_doubled(amina, sales, dana_berg, program_of):
    point = {"kind": "email", "value": "dana@example.org"}
    answer = program_of(amina).post(
        "/people", {"unit": sales.pk, "name": "D. Berg", "contact_points": [point]}
    )
    assert answer.status_code == 201
    assert answer.json()["possible_duplicates"] == [dana_berg.pk]
