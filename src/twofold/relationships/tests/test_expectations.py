"""Stating, reviewing and withdrawing expectations, and the ledger of them."""

from datetime import timedelta

import pytest

from tests.factories import make_expectation, make_person, make_relationship
from twofold.core.errors import BadInput, Conflict, NotAllowed
from twofold.relationships.actions.expectations import (
    review_expectation,
    state_expectation,
    withdraw_expectation,
)
from twofold.relationships.models import Expectation
from twofold.relationships.queries.expectations import ExpectationFilters, ledger

pytestmark = pytest.mark.django_db


@pytest.fixture
def served(sales, dana):
    return make_relationship(sales, dana.person)


def test_an_expectation_is_stated_reviewed_and_withdrawn(served, amina, actor_of, now):
    expectation = state_expectation(
        served, statement="An answer  within a day", actor=actor_of(amina), now=now, review_on=now.date()
    )
    assert (expectation.statement, expectation.stated_by) == ("An answer within a day", amina.person)
    review_expectation(
        expectation,
        state="unmet",
        importance=4,
        evidence="Complaint of May",
        strategy="A second person on Mondays",
        review_on=(now + timedelta(days=30)).date(),
        actor=actor_of(amina),
        now=now,
    )
    expectation.refresh_from_db()
    assert (expectation.state, expectation.importance) == ("unmet", 4)
    withdraw_expectation(expectation, actor=actor_of(amina), now=now)
    expectation.refresh_from_db()
    assert (expectation.state, expectation.review_on) == ("withdrawn", None)
    with pytest.raises(Conflict, match="has been withdrawn"):
        withdraw_expectation(expectation, actor=actor_of(amina), now=now)


def test_it_refuses_silence_and_reviews_in_the_past(served, amina, actor_of, now):
    for wrong in ({"statement": "  "}, {"statement": "x", "review_on": (now - timedelta(days=1)).date()}):
        with pytest.raises(BadInput):
            state_expectation(served, actor=actor_of(amina), now=now, **wrong)
    assert not Expectation.objects.system("a test looks").exists()


def test_it_refuses_who_does_not_serve(served, mallory, actor_of, now):
    with pytest.raises(NotAllowed):
        state_expectation(served, statement="x", actor=actor_of(mallory), now=now)


def test_the_ledger_shows_what_is_most_often_unmet_first(sales, served, amina, mallory, actor_of):
    inside = make_relationship(sales, make_person(), side="internal")
    make_expectation(served, "Fresh coffee", state="at_risk")
    for relationship, state in ((served, "unmet"), (inside, "unmet"), (inside, "met")):
        make_expectation(relationship, "Answers in a day", state=state)
    make_expectation(served, "Free parking", state="withdrawn")
    first, second = ledger(actor_of(amina), ExpectationFilters())
    assert (first["statement"], first["unmet"], first["met"], first["customers"]) == (
        "Answers in a day",
        2,
        1,
        2,
    )
    assert (first["inside"], first["outside"], second["statement"]) == (2, 1, "Fresh coffee")
    (outside,) = ledger(actor_of(amina), ExpectationFilters(side="external", state="unmet"))
    assert outside["unmet"] == 1
    assert not ledger(actor_of(mallory), ExpectationFilters())
