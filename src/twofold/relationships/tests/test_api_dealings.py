"""Dealings in the API: the same verbs as on the pages, behind the same gate."""

from datetime import timedelta

import pytest

from tests.factories import NOW, make_dealing, make_offering, make_person, make_relationship
from twofold.relationships.models import Dealing, Side

pytestmark = pytest.mark.django_db


@pytest.fixture
def bond(sales, dana):
    return make_relationship(sales, dana.person)


@pytest.fixture
def dealing(bond):
    return make_dealing(bond, reference="A-1", quantity=4)


@pytest.fixture
def new(bond):
    """A dealing to be recorded."""
    return {
        "relationship": bond.pk,
        "happened_at": "2026-11-16T10:00:00+01:00",
        "quantity": "2.5",
        "value": {"minor": 12_550, "currency": "EUR"},
        "reference": "A-2",
    }


def dealings():
    return Dealing.objects.system("test")


def test_one_dealing_is_told_with_its_names_and_value(dealing, sales, amina, program_of):
    told = program_of(amina).get(f"/dealings/{dealing.pk}").json()
    assert told["unit"] == {"id": sales.pk, "name": "Sales"}
    assert (told["customer"]["name"], told["side"]) == ("Dana Novak", "external")
    assert told["value"] == {"minor": 10_000, "currency": "EUR"}
    assert told["happened_at"] == "2026-11-16T09:00:00Z"
    assert (told["quantity"], told["offering"], told["reverses"]) == ("4.000", None, None)


def test_hidden_and_absent_look_the_same(dealing, mallory, program_of):
    hidden, absent = (program_of(mallory).get(f"/dealings/{pk}") for pk in (dealing.pk, 999_999))
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content


@pytest.fixture
def many(sales, eli, bond):
    """Three dealings outside on three days, one inside, and a reversal."""
    days = [NOW - timedelta(days=number) for number in range(3)]
    outside = [make_dealing(bond, day, reference=f"A-{number}") for number, day in enumerate(days)]
    inside = make_dealing(make_relationship(sales, eli.person, Side.INTERNAL), NOW - timedelta(days=9))
    undone = make_dealing(
        bond, NOW + timedelta(hours=1), is_reversal=True, is_completed=False, reverses=outside[0], quantity=-1
    )
    return [*outside, inside, undone]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, [4, 0, 1, 2, 3]),
        ({"side": "internal"}, [3]),
        ({"side": "external", "shape": "completed"}, [0, 1, 2]),
        ({"shape": "reversal"}, [4]),
        ({"reference": "A-1"}, [1]),
        ({"since": "2026-11-15", "shape": "completed"}, [0, 1]),
        ({"until": "2026-11-14"}, [2, 3]),
    ],
)
def test_filters_and_pages(many, amina, program_of, filters, found):
    for size in (1, 2, 200):
        ids = program_of(amina).walk("/dealings", limit=size, **filters)
        assert ids == [many[number].pk for number in found]


def test_filters_by_record(many, bond, sales, it, amina, mallory, program_of):
    assert len(program_of(amina).walk("/dealings", relationship=bond.pk)) == 4
    assert len(program_of(amina).walk("/dealings", unit=sales.pk)) == 5
    assert program_of(amina).walk("/dealings", unit=it.pk) == []
    assert program_of(mallory).walk("/dealings", relationship=bond.pk) == []


@pytest.mark.parametrize(
    "filters", [{"since": "yesterday"}, {"since": "12026-01-01"}, {"shape": "round"}, {"from": "2026-01-01"}]
)
def test_filters_that_make_no_sense_are_refused(amina, program_of, filters):
    assert program_of(amina).get("/dealings", **filters).status_code == 422


@pytest.mark.parametrize("rows", [1, 50])
def test_a_list_costs_the_same_for_one_and_for_fifty(
    sales, amina, program_of, django_assert_max_num_queries, rows
):
    offering = make_offering(sales)
    for _number in range(rows):
        make_dealing(make_relationship(sales, make_person()), offering=offering)
    amina_asks = program_of(amina)
    with django_assert_max_num_queries(8):
        assert len(amina_asks.get("/dealings").json()["items"]) == rows


def test_it_records_a_dealing(new, bond, sales, amina, program_of):
    offering = make_offering(sales)
    answer = program_of(amina).post("/dealings", new | {"offering": offering.pk})

    assert answer.status_code == 201, answer.json()
    dealing = dealings().get()
    assert (dealing.value_minor, dealing.currency, str(dealing.quantity)) == (12_550, "EUR", "2.500")
    assert answer.json()["happened_at"] == "2026-11-16T09:00:00Z"
    bond.refresh_from_db()
    assert bond.dealings_count == 1


def test_inside_nothing_is_paid(eli, it, mallory, program_of):
    bond = make_relationship(it, eli.person, Side.INTERNAL)
    given = {"relationship": bond.pk, "happened_at": "2026-11-16T10:00:00Z"}
    told = program_of(mallory).post("/dealings", given).json()
    assert (told["value"], told["quantity"], told["side"]) == (None, "1.000", "internal")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"relationship": 999_999}, "relationship"),
        ({"offering": 999_999}, "offering"),
        ({"happened_at": "2199-01-01T00:00:00Z"}, "happened_at"),
        ({"happened_at": "2026-11-16"}, "happened_at"),
        ({"happened_at": "2026-11-16T10:00:00"}, "happened_at"),
        ({"happened_at": 1_700_000_000}, "happened_at"),
        ({"happened_at": "0001-01-01T00:00:00+14:00"}, "happened_at"),
        ({"quantity": 0}, "quantity"),
        ({"quantity": -1}, "quantity"),
        ({"quantity": "1.0005"}, "quantity"),
        ({"quantity": 1e12}, "quantity"),
        ({"value": {"minor": 1.5, "currency": "EUR"}}, "value.minor"),
        ({"value": {"minor": 2**63, "currency": "EUR"}}, "value.minor"),
        ({"value": {"minor": 1, "currency": "ZZZ"}}, ""),
        ({"value": {"minor": 1}}, "value.currency"),
        ({"reference": "x" * 81}, "reference"),
        ({"price": 1}, "price"),
    ],
)
def test_it_refuses_what_makes_no_dealing(new, amina, program_of, change, field):
    answer = program_of(amina).post("/dealings", new | change)
    assert (answer.status_code, answer.json()["field"]) == (422, field)
    assert not dealings().exists()


def test_another_units_offering_is_refused(new, it, amina, program_of):
    answer = program_of(amina).post("/dealings", new | {"offering": make_offering(it).pk})
    assert (answer.status_code, answer.json()["field"]) == (422, "offering")
    assert not dealings().exists()


def test_outsiders_record_and_reverse_nothing(new, dealing, mallory, program_of):
    assert program_of(mallory).post("/dealings", new).status_code == 422
    assert program_of(mallory).post(f"/dealings/{dealing.pk}/reverse", {}).status_code == 404
    assert dealings().count() == 1


def test_it_reverses_in_part_and_then_the_rest(dealing, amina, program_of):
    path = f"/dealings/{dealing.pk}/reverse"
    part = program_of(amina).post(path, {"quantity": 1, "happened_at": "2026-11-17T09:00:00Z"})
    assert part.status_code == 201, part.json()
    assert (part.json()["quantity"], part.json()["value"]["minor"]) == ("-1.000", -2500)
    assert part.json()["reverses"] == dealing.pk and part.json()["is_completed"] is False

    rest = program_of(amina).post(path, {}).json()
    assert rest["quantity"] == "-3.000"
    assert program_of(amina).get(f"/dealings/{dealing.pk}").json()["reversed_on"]
    assert program_of(amina).post(path, {}).status_code == 409
    assert dealings().count() == 3


@pytest.mark.parametrize("given", [{"quantity": 5}, {"happened_at": "2026-11-15T09:00:00Z"}, {"quantity": 0}])
def test_it_refuses_impossible_reversals(dealing, amina, program_of, given):
    assert program_of(amina).post(f"/dealings/{dealing.pk}/reverse", given).status_code == 422
    assert dealings().count() == 1


def test_each_scope_opens_its_own_door_only(new, dealing, amina, program_of):
    reads, writes = program_of(amina, "dealings:read"), program_of(amina, "dealings:write")
    assert reads.post("/dealings", new).status_code == 403
    assert reads.post(f"/dealings/{dealing.pk}/reverse", {}).status_code == 403
    assert writes.get("/dealings").status_code == writes.get(f"/dealings/{dealing.pk}").status_code == 403
    assert dealings().count() == 1
    assert writes.post("/dealings", new).status_code == 201
