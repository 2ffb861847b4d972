"""Saved replies and macros."""

import pytest

from tests.factories import NOW
from twofold.conversations.actions.macros import apply_macro, save_macro
from twofold.conversations.actions.saved_replies import save_reply, words_of_reply
from twofold.conversations.models import Conversation, Macro, Message, SavedReply
from twofold.conversations.tests.test_conversations import arrive
from twofold.core.errors import BadInput, DomainError, NotAllowed


@pytest.fixture
def leads(bo, actor_of):
    return {"actor": actor_of(bo), "now": NOW}


@pytest.fixture
def conversation(care, sales):
    return arrive(sales, channel=care, subject="Chair", author_name="{{ agent.name }} Novak").conversation


def reply_of(sales, leads, body="Hello {{ customer.name }},"):
    return save_reply(None, unit_id=sales.pk, name="Hello", body=body, **leads)


def test_values_are_put_in_once_and_never_read_again(conversation, sales, leads, amina, actor_of):
    reply = reply_of(sales, leads, "{{ customer.name }} / {{unit.name}} / {{ conversation.subject }}")
    words = words_of_reply(reply.pk, conversation, actor=actor_of(amina))
    assert words == "{{ agent.name }} Novak / Sales / Chair"
    assert SavedReply.objects.system("test").get().times_used == 1


@pytest.mark.parametrize("name", ["customer.password", "settings.SECRET_KEY", "", "agent.name.__class__"])
def test_other_variables_are_refused(sales, leads, name):
    with pytest.raises(BadInput, match="no variable"):
        reply_of(sales, leads, "{{ %s }}" % name)  # noqa: UP031 (braces stay readable)


def test_names_are_given_once_a_unit(sales, leads):
    reply_of(sales, leads)
    with pytest.raises(BadInput, match="of that name already"):
        reply_of(sales, leads)


def test_leads_write_those_of_their_unit_and_administrators_those_for_all(sales, amina, bo, actor_of):
    for unit, writer in ((sales.pk, amina), (None, bo)):
        with pytest.raises(NotAllowed):
            save_reply(None, unit_id=unit, name="Mine", body="x", actor=actor_of(writer), now=NOW)
    assert not SavedReply.objects.system("test").exists()


def macro_of(sales, leads, *steps):
    return save_macro(None, unit_id=sales.pk, name="Both", steps=steps, **leads)


def test_a_macro_answers_takes_and_snoozes(conversation, sales, leads, amina, actor_of):
    reply = reply_of(sales, leads)
    steps = (
        {"act": "snooze", "until": "week"},
        {"act": "reply", "saved_reply": reply.pk},
        {"act": "assign", "to": "me"},
    )
    macro = macro_of(sales, leads, *steps)
    apply_macro(conversation, macro, actor=actor_of(amina), now=NOW)
    done = Conversation.objects.system("test").get()
    assert (done.state, done.assignee_id) == ("snoozed", amina.person_id)
    assert Message.objects.system("test").filter(direction="out").count() == 1


def test_the_first_refusal_takes_back_what_came_before(sales, leads, amina, actor_of):
    by_hand = arrive(sales).conversation
    macro = macro_of(
        sales, leads, {"act": "reply", "saved_reply": reply_of(sales, leads).pk}, {"act": "close"}
    )
    with pytest.raises(DomainError):
        apply_macro(by_hand, macro, actor=actor_of(amina), now=NOW)
    assert Conversation.objects.system("test").get().state == "open"


def test_it_does_one_thing_or_the_other_with_the_conversation(sales, leads):
    with pytest.raises(BadInput):
        macro_of(sales, leads, {"act": "close"}, {"act": "spam"})
    assert not Macro.objects.system("test").exists()
