"""Editing offerings and expectations in their lists."""

from datetime import date
from decimal import Decimal

import pytest

from tests.factories import make_person, make_relationship
from twofold.core.errors import BadInput
from twofold.core.plates import Asked
from twofold.relationships.actions.edit_many import edit_expectations, edit_offerings, plan_offering_edit
from twofold.relationships.actions.expectations import state_expectation, withdraw_expectation
from twofold.relationships.actions.families import add_family
from twofold.relationships.actions.offerings import add_offering
from twofold.relationships.models import Expectation, Offering


@pytest.fixture
def asked(bo, actor_of, now) -> Asked:
    return Asked(actor_of(bo), now)


@pytest.fixture
def chair(sales, bo, actor_of, now) -> Offering:
    return add_offering(
        unit_id=sales.pk, name="Chair", kind="product", is_for_external=True, actor=actor_of(bo), now=now
    )


@pytest.fixture
def expectation(sales, bo, actor_of, now) -> Expectation:
    relationship = make_relationship(sales, make_person("Dana", known_to=(sales,)))
    return state_expectation(relationship, statement="On time", actor=actor_of(bo), now=now)


def stored(record):
    return type(record).objects.system("a test looks").get(pk=record.pk)


def test_offerings_get_family_and_promise(chair, asked, bo, actor_of, now):
    family = add_family(name="Seats", window_days=None, actor=actor_of(bo), now=now)
    edited = edit_offerings([chair.pk], {"family": str(family.pk), "promise_hours": Decimal(8)}, asked)
    assert edited.changes[0].old == {"family_id": None, "promise_hours": None}
    assert (stored(chair).family_id, stored(chair).promise_hours) == (family.pk, 8)


def test_a_plan_only_tells(chair, asked):
    assert len(plan_offering_edit([chair.pk], {"is_offered": False}, asked).changes) == 1
    assert stored(chair).is_offered


def test_others_offerings_stay(chair, mallory, actor_of, now):
    edited = edit_offerings([chair.pk], {"is_offered": False}, Asked(actor_of(mallory), now))
    assert (list(edited.refused), list(edited.changes)) == ([chair.pk], [])
    assert stored(chair).is_offered


@pytest.mark.parametrize(
    "values", [{"promise_hours": Decimal("1.5")}, {"promise_hours": Decimal(0)}, {"kind": None}]
)
def test_offerings_refuse_what_makes_no_sense(chair, asked, values):
    with pytest.raises(BadInput):
        edit_offerings([chair.pk], values, asked)
    assert stored(chair).promise_hours is None


def test_expectations_are_looked_at_again(expectation, asked):
    edit_expectations(
        [expectation.pk], {"state": "met", "importance": "4", "review_on": date(2030, 1, 1)}, asked
    )
    seen = stored(expectation)
    assert (seen.state, seen.importance, seen.review_on) == ("met", 4, date(2030, 1, 1))


def test_withdrawn_ones_stay_withdrawn(expectation, asked, bo, actor_of, now):
    withdraw_expectation(expectation, actor=actor_of(bo), now=now)
    assert list(edit_expectations([expectation.pk], {"state": "met"}, asked).refused) == [expectation.pk]
    assert stored(expectation).state == "withdrawn"


@pytest.mark.parametrize(
    "values", [{"state": "withdrawn"}, {"importance": None}, {"review_on": date(2001, 1, 1)}]
)
def test_expectations_refuse_what_makes_no_sense(expectation, asked, values):
    with pytest.raises(BadInput):
        edit_expectations([expectation.pk], values, asked)
    assert stored(expectation).state == "at_risk"
