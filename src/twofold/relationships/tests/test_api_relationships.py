"""Relationships in the API: the same verbs as on the pages, behind the same gate."""

import pytest

from tests.factories import make_organization, make_person, make_relationship
from twofold.relationships.models import Relationship, Side
from twofold.timeline.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def bond(sales, dana):
    return make_relationship(sales, dana.person, kind="consumer")


@pytest.fixture
def bonds(sales, eli, bond):
    """Dana outside, Eli inside and outside, and a company that was served in 2026."""
    company = make_organization("Ember Ltd", known_to=(sales,))
    return {
        "dana": bond,
        "inside": make_relationship(sales, eli.person, Side.INTERNAL),
        "outside": make_relationship(sales, eli.person, kind="consumer"),
        "company": make_relationship(
            sales, company, last_served_on="1998-01-02", first_served_on="1998-01-02"
        ),
    }


def relationships():
    return Relationship.objects.system("test")


def test_one_relationship_is_told_with_its_standing(bonds, sales, amina, program_of):
    told = program_of(amina).get(f"/relationships/{bonds['company'].pk}").json()
    assert told["unit"] == {"id": sales.pk, "name": "Sales"}
    assert told["customer"]["name"] == "Ember Ltd"
    assert (told["side"], told["kind"], told["standing"]) == ("external", "business", "past")
    assert told["last_served_on"] == "1998-01-02" < told["opened_at"] and told["boundary"]


def test_hidden_and_absent_look_the_same(bond, mallory, program_of):
    hidden, absent = (program_of(mallory).get(f"/relationships/{pk}") for pk in (bond.pk, 999_999))
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content


def test_being_served_by_a_unit_shows_nothing_of_it(bonds, eli, program_of):
    assert program_of(eli).walk("/relationships") == []


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["company", "outside", "inside", "dana"]),
        ({"side": "internal"}, ["inside"]),
        ({"side": "external", "kind": "consumer"}, ["outside", "dana"]),
        ({"standing": "past"}, ["company"]),
        ({"standing": "current"}, []),
        ({"standing": "potential"}, ["outside", "inside", "dana"]),
    ],
)
def test_filters(bonds, amina, program_of, filters, found):
    for size in (1, 200):
        ids = program_of(amina).walk("/relationships", limit=size, **filters)
        assert ids == [bonds[name].pk for name in found]


def test_filters_by_record(bonds, sales, it, eli, amina, program_of):
    amina_asks = program_of(amina)
    assert len(amina_asks.walk("/relationships", customer=eli.person_id)) == 2
    assert len(amina_asks.walk("/relationships", unit=sales.pk)) == 4
    assert amina_asks.walk("/relationships", unit=it.pk) == []


@pytest.mark.parametrize(
    "filters", [{"side": "both"}, {"standing": "great"}, {"limit": 201}, {"units": 1}, {"after": "x"}]
)
def test_filters_that_make_no_sense_are_refused(amina, program_of, filters):
    assert program_of(amina).get("/relationships", **filters).status_code == 422


@pytest.mark.parametrize("rows", [1, 50])
def test_a_list_costs_the_same_for_one_and_for_fifty(
    sales, amina, program_of, django_assert_max_num_queries, rows
):
    for _number in range(rows):
        make_relationship(sales, make_person())
    amina_asks = program_of(amina)
    amina_asks.get("/relationships")  # the windows of the day are remembered
    with django_assert_max_num_queries(12):
        assert len(amina_asks.get("/relationships").json()["items"]) == rows


@pytest.mark.parametrize(("side", "kind"), [("external", "consumer"), ("internal", "colleague")])
def test_it_begins_on_either_side_and_once(dana, sales, amina, program_of, side, kind):
    given = {"unit": sales.pk, "customer": dana.person_id, "side": side}
    first, again = (program_of(amina).post("/relationships", given) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert first.json()["kind"] == kind
    assert Event.objects.system("test").get().acting_side == "api"


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"side": "sideways"}, 422, "side"),
        ({"kind": "colleague"}, 422, "kind"),
        ({"customer": 999_999}, 422, "customer"),
        ({"unit": 999_999}, 422, "unit"),
        ({"customer": None}, 422, "customer"),
        ({"provider": 1}, 422, "provider"),
    ],
)
def test_it_refuses_what_makes_no_relationship(dana, sales, amina, program_of, change, status, field):
    given = {"unit": sales.pk, "customer": dana.person_id, "side": "external"} | change
    answer = program_of(amina).post("/relationships", given)
    assert (answer.status_code, answer.json()["field"]) == (status, field)
    assert not relationships().exists()


def test_nobody_begins_for_a_unit_in_which_they_do_not_work(dana, sales, it, amina, program_of):
    given = {"unit": it.pk, "customer": dana.person_id, "side": "external"}
    assert program_of(amina).post("/relationships", given).status_code == 403
    assert not relationships().exists()


def test_nobody_begins_with_whom_they_may_not_see(hr, it, mallory, program_of):
    applicant = make_person("Hidden Applicant", known_to=(hr,))
    given = {"unit": it.pk, "customer": applicant.pk, "side": "external"}
    answer = program_of(mallory).post("/relationships", given)
    assert answer.status_code == 422 and "Hidden" not in answer.text
    assert not relationships().exists()


def test_the_kind_changes_within_the_side(bond, amina, mallory, program_of):
    path = f"/relationships/{bond.pk}"
    assert program_of(mallory).patch(path, {"kind": "partner"}).status_code == 404
    assert program_of(amina).patch(path, {"kind": "colleague"}).status_code == 422
    assert program_of(amina, "relationships:read").patch(path, {"kind": "partner"}).status_code == 403
    assert relationships().get(pk=bond.pk).kind == "consumer"
    assert program_of(amina).patch(path, {"kind": "partner"}).json()["kind"] == "partner"


def test_each_scope_opens_its_own_door_only(bond, dana, sales, amina, program_of):
    given = {"unit": sales.pk, "customer": dana.person_id, "side": "internal"}
    assert program_of(amina, "relationships:read").post("/relationships", given).status_code == 403
    assert program_of(amina, "relationships:write").get(f"/relationships/{bond.pk}").status_code == 403
    assert program_of(amina, "parties:read").get("/relationships").status_code == 403
    assert relationships().count() == 1
