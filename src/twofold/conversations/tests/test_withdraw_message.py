"""A message can be taken back until it leaves."""

from datetime import timedelta

import pytest

from tests.factories import make_colleague
from twofold.conversations.actions.withdraw import withdraw_message
from twofold.conversations.models import Conversation, ConversationParty, Draft, Message, OutgoingMail
from twofold.conversations.outbox.queueing import CAN_BE_TAKEN_BACK, put_in_outbox
from twofold.conversations.tests.outbox import states
from twofold.core.actor import Level
from twofold.core.errors import Conflict, NotAllowed, NotVisible
from twofold.timeline.models import Event

State = OutgoingMail.State


@pytest.fixture
def conversation(care, sales, now):
    """Dana asked where her chair is."""
    conversation = Conversation.objects.create(
        unit=sales, channel=care, subject="Chair", started_at=now, last_message_at=now, message_count=2
    )
    ConversationParty.objects.create(
        conversation=conversation, address="dana@buyer.example", role="requester"
    )
    Message.objects.create(
        conversation=conversation,
        direction="in",
        medium="mail",
        body="Where is it?",
        author_address="dana@buyer.example",
        header_id="d1@buyer.example",
        references=["d0@buyer.example"],
        happened_at=now - timedelta(hours=1),
        created_at=now,
    )
    return conversation


@pytest.fixture
def answer(conversation, amina, now):
    """What Amina answered just now."""
    message = Message.objects.create(
        conversation=conversation,
        direction="out",
        medium="mail",
        author=amina.person,
        subject="Chair",
        body="On its way.",
        happened_at=now,
        created_at=now,
    )
    put_in_outbox(message, now)
    return message


def test_an_answer_waits_for_a_moment_and_names_what_it_answers(answer, care, now):
    mail = OutgoingMail.objects.system("test").get()

    assert (mail.recipient, mail.domain, mail.channel) == ("dana@buyer.example", "buyer.example", care)
    assert mail.send_after == now + CAN_BE_TAKEN_BACK
    assert answer.recipients == {"to": ["dana@buyer.example"], "cc": []}
    assert answer.subject == "Re: Chair"
    assert answer.references == ["d0@buyer.example", "d1@buyer.example"]
    assert answer.header_id.endswith("@alderfinch.example")
    assert answer.quoted.splitlines()[1:] == ["> Where is it?"]


def test_history_is_not_sent_to_somebody_new(conversation, amina, now):
    message = Message.objects.create(
        conversation=conversation,
        direction="out",
        medium="mail",
        body="See below.",
        recipients={"to": ["dana@buyer.example"], "cc": ["mallory@x.example"]},
        happened_at=now,
        created_at=now,
    )

    put_in_outbox(message, now)

    assert message.quoted == ""
    assert states() == dict.fromkeys(("dana@buyer.example", "mallory@x.example"), State.WAITING)


def test_nobody_to_write_to_is_said(conversation, answer, now):
    ConversationParty.objects.all().delete()
    answer.recipients = {}

    with pytest.raises(Conflict, match="Nobody in this conversation"):
        put_in_outbox(answer, now)


def test_taken_back_in_time_it_never_leaves_and_its_words_are_a_draft(
    answer, conversation, amina, actor_of, now
):
    withdraw_message(answer, actor=actor_of(amina), now=now)

    answer.refresh_from_db()
    conversation.refresh_from_db()
    assert answer.withdrawn_at == now
    assert states() == {"dana@buyer.example": State.WITHDRAWN}
    assert conversation.needs_answer
    assert Draft.objects.system("test").get().body == "On its way."
    event = Event.objects.system("test").get(verb="conversations.message_withdrawn")
    assert event.details == {"message": answer.pk}


def test_taken_back_twice_is_taken_back_once(answer, amina, actor_of, now):
    withdraw_message(answer, actor=actor_of(amina), now=now)
    withdraw_message(answer, actor=actor_of(amina), now=now)

    assert Event.objects.system("test").filter(verb="conversations.message_withdrawn").count() == 1


@pytest.mark.parametrize("state", [State.CLAIMED, State.SENT, State.UNCONFIRMED])
def test_what_has_left_stays(answer, amina, actor_of, now, state):
    OutgoingMail.objects.system("test").update(state=state)

    with pytest.raises(Conflict, match="has left already"):
        withdraw_message(answer, actor=actor_of(amina), now=now)

    answer.refresh_from_db()
    assert answer.withdrawn_at is None
    assert Draft.objects.system("test").count() == 0


def test_what_was_tried_once_may_have_left(answer, amina, actor_of, now):
    OutgoingMail.objects.system("test").update(attempts=1)

    with pytest.raises(Conflict):
        withdraw_message(answer, actor=actor_of(amina), now=now)


def test_only_who_works_there_takes_back(answer, mallory, sales, actor_of, now):
    vera = make_colleague("Vera Viewer", sales, Level.VIEW)
    with pytest.raises(NotVisible):
        withdraw_message(answer, actor=actor_of(mallory), now=now)
    with pytest.raises(NotAllowed):
        withdraw_message(answer, actor=actor_of(vera), now=now)

    assert states() == {"dana@buyer.example": State.WAITING}
