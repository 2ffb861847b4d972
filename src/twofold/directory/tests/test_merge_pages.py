"""Merging in the browser and by a program, and where old addresses lead."""

import pytest

from tests.factories import make_contact_point, make_organization, make_person
from tests.programs import make_token
from twofold.directory.models import Attribute, Identifier, Party
from twofold.timeline.models import Event


@pytest.fixture
def twins(sales):
    """Two records of one person."""
    one = make_person("Ingrid Berg", known_to=(sales,), home_unit=sales)
    other = make_person("Inga Berg", known_to=(sales,), home_unit=sales, country="NO")
    make_contact_point(other, "inga@home.example")
    return one, other


def there(pk: int) -> bool:
    return Party.objects.system("test").filter(pk=pk).exists()


def test_the_page_shows_both_side_by_side_and_changes_nothing(twins, amina, client_of):
    one, other = twins
    Identifier.objects.create(party=one, scheme="crm", value="1")
    Identifier.objects.create(party=other, scheme="crm", value="2")
    page = client_of(amina).get(f"/parties/merge/?ids={one.pk},{other.pk}")
    assert page.status_code == 200
    for text in ("Ingrid Berg", "Inga Berg", "Norway", "inga@home.example", "crm: 1, 2", "different numbers"):
        assert text in page.text, text
    assert there(one.pk) and there(other.pk)


def test_merging_leads_to_the_one_that_stays_with_a_way_back(twins, amina, client_of):
    one, other = twins
    client = client_of(amina)
    posted = {"ids": f"{one.pk},{other.pk}", "survivor": one.pk, "field-name": other.pk}
    page = client.post("/parties/merge/", posted, follow=True)
    assert page.redirect_chain[-1][0] == f"/parties/{one.pk}/"
    event = Event.objects.system("test").get(verb="directory.parties_merged")
    assert "These records are one now: Inga Berg." in page.text
    assert f'action="/undo/{event.pk}/"' in page.text
    client.post(f"/undo/{event.pk}/", {"next": f"/parties/{one.pk}/"})
    assert there(other.pk)


def test_the_old_address_leads_on_for_those_who_may_know_the_one_that_stays(twins, amina, mallory, client_of):
    one, other = twins
    client_of(amina).post("/parties/merge/", {"ids": f"{one.pk},{other.pk}", "survivor": one.pk})
    assert client_of(amina).get(f"/parties/{other.pk}/").headers["Location"] == f"/parties/{one.pk}/"
    assert client_of(mallory).get(f"/parties/{other.pk}/").status_code == 404


def test_a_refusal_is_said_on_the_page(twins, amina, sales, client_of):
    one, _other = twins
    company = make_organization(known_to=(sales,))
    page = client_of(amina).get(f"/parties/merge/?ids={one.pk},{company.pk}")
    assert page.status_code == 422 and "cannot be one" in page.text
    itself = client_of(amina).post("/parties/merge/", {"ids": f"{one.pk},{one.pk}", "survivor": one.pk})
    assert itself.status_code == 422 and "with itself" in itself.text


def test_one_that_the_person_may_not_see_looks_absent(twins, amina, hr, client_of):
    one, _other = twins
    hidden = make_person("Applicant", known_to=(hr,))
    page = client_of(amina).get(f"/parties/merge/?ids={one.pk},{hidden.pk}")
    assert page.status_code == 404 and "Applicant" not in page.text


def test_from_a_record_one_looks_for_the_other(twins, amina, client_of):
    one, other = twins
    page = client_of(amina).get(f"/parties/merge/?ids={one.pk}")
    assert "Which other record is Ingrid Berg too?" in page.text
    page = client_of(amina).get(f"/parties/merge/?ids={one.pk}&with=Inga Berg · %23{other.pk}")
    assert "Norway" in page.text


def test_attributes_are_chosen_too(twins, amina, now, client_of):
    one, other = twins
    tier = Attribute.objects.create(
        applies_to="person", key="tier", label="Tier", kind="text", created_at=now
    )
    for party, value in ((one, "gold"), (other, "silver")):
        party.attributes = {str(tier.pk): value}
        party.save()
    page = client_of(amina).get(f"/parties/merge/?ids={one.pk},{other.pk}")
    assert "Tier" in page.text and "silver" in page.text
    posted = {"ids": f"{one.pk},{other.pk}", "survivor": one.pk, f"field-{tier.pk}": other.pk}
    client_of(amina).post("/parties/merge/", posted)
    assert Party.objects.system("test").get(pk=one.pk).attributes == {str(tier.pk): "silver"}


def test_a_program_merges_and_the_old_id_answers_with_the_new_one(twins, amina, client):
    one, other = twins
    headers = {"Authorization": f"Bearer {make_token(amina)}"}
    body = {"others": [other.pk], "values": {"name": other.pk}}
    answer = client.post(
        f"/api/v1/parties/{one.pk}/merge", body, content_type="application/json", headers=headers
    )
    assert (answer.status_code, answer.json()["name"]) == (200, "Inga Berg")
    assert client.get(f"/api/v1/parties/{other.pk}", headers=headers).json()["id"] == one.pk
