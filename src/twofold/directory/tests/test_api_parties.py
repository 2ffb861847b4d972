"""People and organisations in the API: the same verbs as on the pages, behind the same gate."""

import pytest
from django.forms import model_to_dict

from tests.factories import (
    make_affiliation,
    make_contact_point,
    make_organization,
    make_person,
)
from twofold.directory.actions.search_entries import refresh_search
from twofold.directory.models import Affiliation, ContactPoint, Identifier, Party
from twofold.timeline.models import Event

pytestmark = pytest.mark.django_db


def parties():
    return Party.objects.system("test")


@pytest.fixture
def dana_party(dana):
    return dana.person


# Looking


def test_a_party_is_told_with_all_that_its_unit_knows(dana_party, sales, amina, program_of):
    company = make_organization("Ember Ltd", known_to=(sales,))
    make_contact_point(dana_party, "dana@example.org", is_primary=True)
    make_affiliation(dana_party, company, Affiliation.Kind.CONTACT, role_title="Buyer")
    Identifier.objects.create(party=dana_party, scheme="shop", value="D-1")

    told = program_of(amina).get(f"/parties/{dana_party.pk}").json()

    assert (told["name"], told["kind"], told["is_known"], told["may_change"]) == (
        "Dana Novak",
        "person",
        True,
        True,
    )
    assert told["identifiers"] == [{"scheme": "shop", "value": "D-1"}]
    assert [point["value"] for point in told["contact_points"]] == ["dana@example.org"]
    assert told["affiliations"][0]["group"] == {"id": company.pk, "name": "Ember Ltd"}
    assert told["known_to"] == [{"id": sales.pk, "name": "Sales"}]
    assert told["created_at"] == "2026-11-16T09:00:00Z"


def test_hidden_and_absent_look_the_same(dana_party, mallory, program_of):
    hidden, absent = (program_of(mallory).get(f"/parties/{pk}") for pk in (dana_party.pk, 999_999))
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content


def test_of_a_colleague_elsewhere_only_the_name_is_told(amina, mallory, program_of):
    make_contact_point(amina.person, "amina@example.org", is_primary=True)
    parties().filter(pk=amina.person_id).update(country="FR")

    told = program_of(mallory).get(f"/parties/{amina.person_id}").json()
    [row] = [
        row
        for row in program_of(mallory).get("/parties", limit=200).json()["items"]
        if row["id"] == told["id"]
    ]

    assert told["name"] == row["name"] == "Amina Diallo"
    assert told["is_known"] is row["is_known"] is False
    assert told["contact_points"] == [] and told["country"] == row["country"] == row["email"] == ""
    assert told["created_at"] is None and told["known_to"] == []


@pytest.fixture
def customers(sales):
    """A person in France, a person in Germany and an organisation."""
    people = [
        make_person("Zoe Alpha", known_to=(sales,), country="FR"),
        make_person("Abe Beta", known_to=(sales,), country="DE"),
        make_organization("Middle Ltd", known_to=(sales,)),
    ]
    refresh_search([party.pk for party in people])
    return people


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"kind": "person", "country": "FR"}, ["Zoe Alpha"]),
        ({"kind": "organization"}, ["Middle Ltd"]),
        ({"country": "DE"}, ["Abe Beta"]),
        ({"q": "zoe"}, ["Zoe Alpha"]),
        ({"q": "nobody-like-this"}, []),
    ],
)
def test_filters(customers, amina, program_of, filters, names):
    items = program_of(amina).get("/parties", **filters).json()["items"]
    assert [item["name"] for item in items] == names


def test_a_unit_that_is_not_ones_own_narrows_to_nothing(customers, sales, it, amina, program_of):
    amina_asks = program_of(amina)
    assert {party.pk for party in customers} <= set(amina_asks.walk("/parties", unit=sales.pk))
    assert amina_asks.walk("/parties", unit=it.pk) == []


@pytest.mark.parametrize("size", [1, 2, 200])
def test_pages_together_are_the_list(customers, amina, program_of, size):
    by_name = program_of(amina).walk("/parties", limit=size)
    expected = parties().filter(pk__in=by_name).order_by("sort_name", "pk")
    assert by_name == list(expected.values_list("pk", flat=True))
    assert len(by_name) == len(set(by_name)) >= 3


def test_the_newest_come_first_if_asked(customers, amina, program_of):
    newest = program_of(amina).walk("/parties", order="newest", limit=2)
    assert newest == sorted(newest, reverse=True)


@pytest.mark.parametrize(
    ("filters", "field"),
    [
        ({"limit": 201}, "limit"),
        ({"limit": 0}, "limit"),
        ({"limit": "many"}, "limit"),
        ({"kind": "alien"}, "kind"),
        ({"country": "fr"}, "country"),
        ({"unit": 2**63}, "unit"),
        ({"contry": "FR"}, "contry"),
        ({"q": "a\x00"}, "q"),
        ({"after": "made-up"}, ""),
    ],
)
def test_filters_that_make_no_sense_are_refused(amina, program_of, filters, field):
    answer = program_of(amina).get("/parties", **filters)
    assert (answer.status_code, answer.json()["field"]) == (422, field)


def test_a_token_of_another_list_is_refused(customers, amina, program_of):
    amina_asks = program_of(amina)
    token = amina_asks.get("/parties", limit=1).json()["after"]
    assert amina_asks.get("/parties", order="newest", after=token).status_code == 422


@pytest.mark.parametrize("rows", [1, 50])
def test_a_list_costs_the_same_for_one_and_for_fifty(
    sales, amina, program_of, django_assert_max_num_queries, rows
):
    for number in range(rows):
        make_contact_point(make_person(f"Person {number:02}", known_to=(sales,)), is_primary=True)
    amina_asks = program_of(amina)
    with django_assert_max_num_queries(14):
        assert len(amina_asks.get("/parties", limit=200).json()["items"]) >= rows


# Bringing in


def test_a_person_comes_in_with_contact_points_and_identifiers(sales, amina, program_of):
    given = {
        "given_name": "Émile",
        "family_name": "Zola",
        "country": "France",
        "unit": sales.pk,
        "identifiers": {"shop": "Z-1"},
        "contact_points": [{"kind": "email", "value": "emile@example.org"}],
    }
    answer = program_of(amina).post("/people", given)

    assert answer.status_code == 201, answer.json()
    told = answer.json()
    assert (told["name"], told["country"]) == ("Émile Zola", "FR")
    assert told["contact_points"][0]["is_primary"] is True
    event = Event.objects.system("test").get(verb="directory.person_added")
    assert (event.acting_side, event.unit_id) == ("api", sales.pk)


def test_an_organisation_comes_in(sales, amina, program_of):
    answer = program_of(amina).post("/organizations", {"name": "Ember Ltd", "unit": sales.pk})
    assert (answer.status_code, answer.json()["kind"]) == (201, "organization")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"name": 7}, "name"),
        ({"country": "Atlantis"}, "country"),
        ({"unit": True}, "unit"),
        ({"contact_points": [{"kind": "email", "value": "no address"}]}, None),
        ({"contact_points": [{"kind": "pigeon", "value": "x"}]}, "contact_points.0.kind"),
        ({"identifiers": {"shop": ""}}, "identifiers.shop"),
        ({"nickname": "Em"}, "nickname"),
    ],
)
def test_a_person_who_makes_no_sense_is_refused_whole(sales, amina, program_of, change, field):
    before = parties().count()
    answer = program_of(amina).post("/people", {"name": "Emile Zola", "unit": sales.pk} | change)
    assert answer.status_code == 422
    assert field in (None, answer.json()["field"])
    assert parties().count() == before


def test_an_identifier_of_someone_else_is_a_conflict(sales, dana_party, amina, program_of):
    Identifier.objects.create(party=dana_party, scheme="shop", value="D-1")
    before = parties().count()
    answer = program_of(amina).post(
        "/people", {"name": "X", "unit": sales.pk, "identifiers": {"shop": "D-1"}}
    )
    assert (answer.status_code, answer.json()["field"]) == (409, "identifier")
    assert parties().count() == before


@pytest.mark.parametrize("path", ["/people", "/organizations"])
def test_nobody_comes_in_for_a_unit_in_which_one_does_not_work(it, amina, program_of, path):
    before = parties().count()
    for unit in (it.pk, 999_999):
        assert program_of(amina).post(path, {"name": "X", "unit": unit}).status_code == 403
    assert parties().count() == before


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '"x"', "NaN", '{"name": "\\ud800"}', "\xff"])
def test_a_body_that_cannot_be_read_is_refused(amina, program_of, body):
    answer = program_of(amina).client.post("/api/v1/people", body, content_type="application/json")
    assert answer.status_code in (400, 422)
    assert answer.json()["detail"]


def test_a_body_may_not_be_too_big(amina, program_of, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = program_of(amina).post("/people", {"name": "x" * 2000})
    assert answer.status_code == 413


# Changing


def test_what_is_left_out_stays(dana_party, amina, program_of):
    told = program_of(amina).patch(f"/parties/{dana_party.pk}", {"country": "PL"}).json()
    assert (told["name"], told["country"]) == ("Dana Novak", "PL")
    assert Event.objects.system("test").get().verb == "directory.party_edited"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"country": "Atlantis"}, "country"),
        ({"kind": "unit"}, "kind"),
        ({"name": "\x07"}, "name"),
    ],
)
def test_a_change_that_makes_no_sense_changes_nothing(dana_party, amina, program_of, change, field):
    before = model_to_dict(parties().get(pk=dana_party.pk))
    answer = program_of(amina).patch(f"/parties/{dana_party.pk}", change)
    assert (answer.status_code, answer.json()["field"]) == (422, field)
    assert model_to_dict(parties().get(pk=dana_party.pk)) == before


def test_outsiders_change_nothing(dana_party, amina, mallory, program_of):
    for pk, status in ((dana_party.pk, 404), (amina.person_id, 404), (mallory.person_id, 200)):
        assert program_of(mallory).patch(f"/parties/{pk}", {"name": "Renamed"}).status_code == status
    assert set(parties().filter(name="Renamed").values_list("pk", flat=True)) == {mallory.person_id}


def test_a_unit_is_not_renamed_as_a_party(it, sales, amina, program_of):
    from tests.factories import make_known

    make_known(it.party, sales)
    assert program_of(amina).patch(f"/parties/{it.pk}", {"name": "Mine"}).status_code == 422
    assert parties().get(pk=it.pk).name == "IT"


def test_an_organisation_has_no_given_name(sales, amina, program_of):
    company = make_organization("Ember Ltd", known_to=(sales,))
    answer = program_of(amina).patch(f"/parties/{company.pk}", {"given_name": "Em"})
    assert (answer.status_code, answer.json()["field"]) == (422, "given_name")


def test_contact_points_come_and_go(dana_party, amina, mallory, program_of):
    path, given = f"/parties/{dana_party.pk}/contact-points", {"kind": "email", "value": "dana@example.org"}
    assert program_of(mallory).post(path, given).status_code == 404
    told = program_of(amina).post(path, given)
    assert told.status_code == 201
    assert program_of(amina).post(path, given).status_code == 409
    point = told.json()["contact_points"][0]["id"]
    assert program_of(mallory).delete(f"{path}/{point}").status_code == 404
    assert ContactPoint.objects.system("test").count() == 1
    assert program_of(amina).delete(f"{path}/{point}").status_code == 204
    assert program_of(amina).delete(f"{path}/{point}").status_code == 404


# Scopes


def test_each_scope_opens_its_own_door_only(dana_party, sales, amina, program_of):
    reads, writes = program_of(amina, "parties:read"), program_of(amina, "parties:write")
    assert reads.get("/parties").status_code == 200
    assert reads.post("/people", {"name": "X", "unit": sales.pk}).status_code == 403
    assert reads.patch(f"/parties/{dana_party.pk}", {"name": "X"}).status_code == 403
    assert writes.get("/parties").status_code == writes.get(f"/parties/{dana_party.pk}").status_code == 403
    assert writes.post("/people", {"name": "X", "unit": sales.pk}).status_code == 201
    assert "parties:read" in writes.get("/parties").json()["detail"]
    assert not parties().filter(pk=dana_party.pk, name="X").exists()
