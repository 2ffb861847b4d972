"""The list of parties."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_contact_point, make_organization, make_person
from twofold.directory.actions.search_entries import refresh_search
from twofold.directory.models import Party


@pytest.fixture
def customers(sales):
    people = [make_person(f"Person {number:03}", known_to=(sales,), country="DE") for number in range(60)]
    for person in people:
        make_contact_point(person, f"p{person.pk}@example.org", is_primary=True)
    refresh_search(person.pk for person in people)
    return people


def shown(answer) -> list[str]:
    """The names on a page of the list."""
    return [party.name for party in answer.context["rows"]]


def queries_for(client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_amina_reads_whom_her_unit_knows_page_by_page(amina, customers, client_of):
    client = client_of(amina)
    first = client.get("/parties/")
    assert b"Person 000" in first.content
    assert b"Person 055" not in first.content
    second = client.get("/parties/" + first.context["after_url"])
    assert b"Person 055" in second.content
    back = client.get("/parties/" + second.context["before_url"])
    assert shown(back) == shown(first)


def test_mallory_sees_colleagues_and_units_by_name_and_nobody_else(mallory, amina, customers, client_of):
    answer = client_of(mallory).get("/parties/")
    assert b"Person 000" not in answer.content
    assert b"Amina Diallo" in answer.content


def test_a_customer_who_signs_in_sees_only_herself(dana, amina, customers, client_of):
    assert shown(client_of(dana).get("/parties/")) == ["Dana Novak"]


def test_it_takes_as_many_queries_for_fifty_rows_as_for_one(amina, sales, client_of):
    client = client_of(amina)
    make_organization("One", known_to=(sales,))
    client.get("/parties/?kind=organization")
    few = queries_for(client, "/parties/?kind=organization")
    for number in range(50):
        cafe = make_organization(f"Café {number}", known_to=(sales,), country="FR")
        make_contact_point(cafe, f"c{number}@example.org", is_primary=True)
    assert queries_for(client, "/parties/?kind=organization") == few <= 20


def test_filters_narrow_and_can_be_taken_off(amina, sales, it, customers, client_of):
    make_organization("Café Fünf", known_to=(sales,), country="FR")
    client = client_of(amina)
    french = client.get(f"/parties/?country=FR&unit={sales.pk}&kind=organization")
    assert shown(french) == ["Café Fünf"]
    assert [chip["label"] for chip in french.context["chips"]] == ["Country", "Known to", "Kind"]
    assert shown(client.get("/parties/" + french.context["urls"]["everything"])) == shown(
        client.get("/parties/")
    )
    assert shown(client.get(f"/parties/?unit={it.pk}")) == []
    assert shown(client.get("/parties/?kind=colleague")) == ["Amina Diallo"]


def test_text_finds_by_name_and_address_but_only_what_one_may_see(amina, mallory, customers, client_of):
    address = f"/parties/?q=p{customers[7].pk}@example.org"
    assert shown(client_of(amina).get(address)) == [customers[7].name]
    assert shown(client_of(mallory).get(address)) == []


def test_the_newest_come_first_when_asked(amina, customers, client_of):
    for address in ("/parties/?view=newest", "/parties/?order=-created_at"):
        rows = client_of(amina).get(address).context["rows"]
        assert rows[0].pk == max(row.pk for row in rows)


def test_nonsense_in_the_address_is_no_crash(amina, client_of):
    client = client_of(amina)
    assert client.get("/parties/?unit=x&kind=y&country=zz&order=q").status_code == 200
    assert client.get("/parties/?unit=99999999999999999999999").status_code == 200
    assert client.get("/parties/?page=forged").status_code == 422


def test_many_and_few_give_the_same_list(amina, sales, customers, client_of, monkeypatch):
    client = client_of(amina)
    addresses = (
        "/parties/",
        "/parties/?country=DE",
        "/parties/?kind=person",
        "/parties/?email=example.org",
        f"/parties/?unit={sales.pk}",
    )
    few = [shown(client.get(address)) for address in addresses]
    monkeypatch.setattr("twofold.directory.queries.parties.FEW", 5)
    monkeypatch.setattr("twofold.workspace.queries.lists.plan.FEW", 5)
    many = [shown(client.get(address)) for address in addresses]
    assert many == few


def test_of_whom_one_knows_the_name_only_nothing_else_can_be_asked(mallory, amina, sales, client_of):
    """Mallory sees that Amina works here; where she lives cannot be found out by filters either."""
    Party.objects.system("a test").filter(pk=amina.person_id).update(country="SE", language="sv")
    make_contact_point(amina.person, "amina@private.example", is_primary=True)
    client = client_of(mallory)
    assert "Amina Diallo" in shown(client.get("/parties/?kind=colleague"))
    for address in ("country=SE", "language=sv", "email=private"):
        assert "Amina Diallo" not in shown(client.get(f"/parties/?{address}"))
        assert "Amina Diallo" in shown(client_of(amina).get(f"/parties/?{address}"))
    not_swedish = '{"all":[{"field":"country","op":"none_of","value":["SE"]}]}'
    assert "Amina Diallo" not in shown(client.get("/parties/", {"rules": not_swedish}))


def test_suggestions_are_organisations_one_may_see(amina, mallory, sales, client_of):
    cafe = make_organization("Café Fünf", known_to=(sales,))
    refresh_search([cafe.pk])
    address = "/parties/options/?organization=caf"
    assert f"#{cafe.pk}".encode() in client_of(amina).get(address).content
    assert f"#{cafe.pk}".encode() not in client_of(mallory).get(address).content
    assert Party.objects.system("a test counts").filter(kind="organization").count() == 1
