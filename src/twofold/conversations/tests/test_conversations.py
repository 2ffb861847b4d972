"""Working through conversations, and taking it back."""

from datetime import timedelta

import pytest

from tests.factories import NOW
from twofold.conversations.actions.conversations import (
    assign_conversation,
    close_conversation,
    mark_spam,
    open_conversation,
    snooze_conversation,
)
from twofold.conversations.actions.merge import merge_conversations, split_conversation
from twofold.conversations.actions.take_in import take_in
from twofold.conversations.actions.wake import wake_conversations
from twofold.conversations.channels.base import Arrived
from twofold.conversations.models import Conversation, InboxTick, Message
from twofold.core.errors import BadInput, Conflict, NotVisible
from twofold.timeline.models import Event
from twofold.workspace.actions.undo import undo_event

SOON = NOW + timedelta(hours=1)


def arrive(unit, body="It wobbles.", conversation=None, at=NOW, **fields):
    values = {
        "channel": None,
        "medium": "mail",
        "author_address": "dana@example.com",
        "participants": [("dana@example.com", "requester")],
    }
    arrived = Arrived(
        unit_id=unit.pk, body=body, conversation=conversation, happened_at=at, **(values | fields)
    )
    return take_in(arrived, now=at)


@pytest.fixture
def works(amina, actor_of):
    return {"actor": actor_of(amina), "now": SOON}


@pytest.fixture
def conversation(sales):
    return arrive(sales).conversation


def fresh(conversation):
    return Conversation.objects.system("test").get(pk=conversation.pk)


def ticks(unit):
    return InboxTick.objects.get(unit=unit).number


def last_event():
    return Event.objects.system("test").latest("id")


def messages_of(conversation):
    rows = Message.objects.system("test").filter(conversation=conversation).order_by("happened_at", "id")
    return list(rows.values_list("body", flat=True))


@pytest.mark.parametrize(
    ("act", "state"), [(close_conversation, "closed"), (mark_spam, "spam"), (open_conversation, "open")]
)
def test_it_turns_and_turns_back(conversation, works, act, state, sales):
    before = ticks(sales)
    act(conversation, **works)
    assert fresh(conversation).state == state
    assert ticks(sales) == before + (state != "open")
    if state != "open":
        undo_event(last_event().pk, **works)
        assert fresh(conversation).state == "open"
        assert ticks(sales) == before + 2


def test_someone_looks_after_it(conversation, works, amina, mallory):
    assign_conversation(conversation, person_id=amina.person_id, **works)
    assert fresh(conversation).assignee_id == amina.person_id
    with pytest.raises(BadInput):
        assign_conversation(conversation, person_id=mallory.person_id, **works)


def test_it_sleeps_until_its_moment(conversation, works):
    snooze_conversation(conversation, until=SOON + timedelta(hours=1), waits_for="the carpenter", **works)
    assert wake_conversations(now=SOON) == 0
    assert wake_conversations(now=SOON + timedelta(hours=2)) == 1
    assert (fresh(conversation).state, fresh(conversation).snoozed_until) == ("open", None)


def test_it_sleeps_until_somebody_writes(conversation, works, sales):
    snooze_conversation(conversation, until=SOON + timedelta(days=1), **works)
    arrive(sales, "Hello?", fresh(conversation), SOON)
    assert fresh(conversation).state == "open"


def test_a_machine_wakes_nobody(conversation, works, sales):
    close_conversation(conversation, **works)
    arrive(sales, "I am away.", fresh(conversation), SOON, is_automatic=True)
    assert fresh(conversation).state == "closed"


def test_a_sleep_ends_later_than_now(conversation, works):
    with pytest.raises(BadInput):
        snooze_conversation(conversation, until=SOON, **works)


def test_merged_and_taken_apart_again(conversation, works, sales):
    other = arrive(sales, "And it creaks.", at=SOON, author_address="d@work.example").conversation
    merge_conversations([fresh(other)], into=fresh(conversation), **works)
    assert messages_of(conversation) == ["It wobbles.", "And it creaks."]
    assert (fresh(conversation).message_count, fresh(other).merged_into_id) == (2, conversation.pk)
    undo_event(last_event().pk, **works)
    assert (messages_of(conversation), messages_of(other)) == (["It wobbles."], ["And it creaks."])
    assert (fresh(conversation).message_count, fresh(other).merged_into_id) == (1, None)


def test_merged_once_is_enough(conversation, works, sales):
    other = arrive(sales, at=SOON).conversation
    merge_conversations([fresh(other)], into=fresh(conversation), **works)
    third = arrive(sales, at=SOON).conversation
    with pytest.raises(Conflict):
        merge_conversations([fresh(other)], into=fresh(third), **works)
    with pytest.raises(BadInput):
        merge_conversations([fresh(third)], into=fresh(third), **works)


def test_what_one_may_not_see_is_not_merged(conversation, works, it):
    hidden = arrive(it).conversation
    with pytest.raises(NotVisible):
        merge_conversations([hidden], into=fresh(conversation), **works)
    assert messages_of(hidden) == ["It wobbles."]


def test_split_and_put_together_again(conversation, works, sales):
    second = arrive(sales, "Where is my invoice?", fresh(conversation), SOON, subject="Invoice")
    new = split_conversation(fresh(conversation), message_ids=[second.pk], **works)
    assert (messages_of(conversation), messages_of(new)) == (["It wobbles."], ["Where is my invoice?"])
    assert (new.subject, new.needs_answer) == ("Invoice", True)
    undo_event(last_event().pk, **works)
    assert messages_of(conversation) == ["It wobbles.", "Where is my invoice?"]
    assert not Conversation.objects.system("test").filter(pk=new.pk).exists()


def test_something_is_split_and_something_stays(conversation, works):
    every = Message.objects.system("test").get(conversation=conversation)
    for chosen in ([], [every.pk]):
        with pytest.raises(BadInput):
            split_conversation(fresh(conversation), message_ids=chosen, **works)
