"""Logging what was heard: a call, a visit, a letter, a remark."""

import pytest

from tests.factories import make_expectation, make_relationship
from twofold.conversations.models import Conversation, Message
from twofold.relationships.models import Evidence, Expectation

NEW = "/conversations/new/"


@pytest.fixture
def desk(client_of, amina):
    return client_of(amina)


def log(desk, sales, **fields):
    return desk.post(
        NEW, {"medium": "call", "words": "Wants it on Saturday. Soon.", "unit": sales.pk} | fields
    )


def logged():
    return Conversation.objects.system("test").get()


def test_a_call_takes_a_sentence_and_is_done(desk, sales):
    assert log(desk, sales, name="Mrs Haas").status_code == 302
    message = Message.objects.system("test").get()
    assert (message.medium, message.author_name) == ("call", "Mrs Haas")
    assert (logged().subject, logged().state, logged().needs_answer) == (
        "Wants it on Saturday",
        "closed",
        False,
    )


def test_it_comes_back_to_whoever_follows_it_up(desk, sales, amina):
    log(desk, sales, name="Mrs Haas", follow_up="tomorrow", assignee=amina.person_id)
    assert (logged().state, logged().assignee_id) == ("snoozed", amina.person_id)


def test_it_bears_out_what_they_expect_and_states_something_new(desk, sales, dana):
    stated = make_expectation(make_relationship(sales, dana.person), "Delivery on the promised day")
    log(desk, sales, party=dana.person_id, expectations=[stated.pk], expects="Saturdays, too")
    said = Message.objects.system("test").get()
    borne_out = Evidence.objects.system("test").values_list("expectation__statement", "subject_id")
    assert sorted(borne_out) == [("Delivery on the promised day", said.pk), ("Saturdays, too", said.pk)]


@pytest.mark.parametrize(
    ("field", "value"),
    [("words", " "), ("medium", "smoke"), ("happened_at", "2099-01-01T10:00"), ("expects", "Something")],
)
def test_what_makes_no_sense_is_said_and_nothing_is_kept(desk, sales, field, value):
    assert log(desk, sales, **{field: value}).status_code == 422
    assert not Conversation.objects.system("test").exists()


def test_nobody_logs_for_a_unit_of_others(desk, it):
    assert log(desk, it).status_code == 422
    assert not Conversation.objects.system("test").exists()


def test_expectations_of_others_are_not_offered(desk, it, dana):
    hidden = make_expectation(make_relationship(it, dana.person), "A quiet printer")
    page = desk.get("/conversations/new/expectations/", {"party": dana.person_id})
    assert hidden.statement not in page.text
    assert Expectation.objects.system("test").count() == 1
