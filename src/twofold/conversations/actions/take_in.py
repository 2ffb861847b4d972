"""Taking in what arrives, by whichever channel: one message, in a conversation that is there or begins with it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from twofold.accounts.queries.actors import HOUSE
from twofold.conversations.actions.arrivals import keep_files, let_take_part
from twofold.conversations.actions.search_entries import refresh_search
from twofold.conversations.actions.ticks import tick
from twofold.conversations.channels.base import Arrived
from twofold.conversations.models import Conversation, Message
from twofold.core.actor import Actor
from twofold.timeline.actions import record

LONGEST_SUBJECT = 300
AWAKE = (Conversation.State.CLOSED, Conversation.State.SNOOZED)


@transaction.atomic
def take_in(arrived: Arrived, *, now: datetime, actor: Actor = HOUSE) -> Message:
    """Keep a message that came in, and say so: the conversation opens again and asks for an answer, if a person wrote.

    What a machine wrote neither reopens anything nor asks for anything.
    """
    message = take_in_unheard(arrived, now=now, actor=actor)
    make_heard([message])
    return message


def make_heard(messages: Sequence[Message]) -> None:
    """Let the search know of messages that were taken in, and those who look at an inbox."""
    refresh_search({one.conversation_id for one in messages})
    tick({one.conversation.unit_id for one in messages})


def take_in_unheard(arrived: Arrived, *, now: datetime, actor: Actor = HOUSE) -> Message:
    """The same for one of several: :func:`make_heard` follows for all of them at once, in the same transaction."""
    conversation = arrived.conversation or _begin(arrived, now)
    message = Message.objects.create(
        conversation=conversation,
        direction=Message.Direction.IN,
        medium=arrived.medium,
        author=arrived.author,
        author_name=arrived.author_name,
        author_address=arrived.author_address,
        recipients=dict(arrived.recipients),
        subject=arrived.subject[:LONGEST_SUBJECT],
        body=arrived.body,
        quoted=arrived.quoted,
        html=arrived.html,
        header_id=arrived.header_id,
        references=list(arrived.references),
        is_automatic=arrived.is_automatic,
        is_list_mail=arrived.is_list_mail,
        is_verified=arrived.is_verified,
        problem=arrived.problem,
        raw=arrived.raw,
        external_key=arrived.external_key or None,
        happened_at=arrived.happened_at,
        created_at=now,
    )
    _count(conversation, message)
    let_take_part(conversation, arrived, arrived.participants)
    keep_files(message, arrived, now=now)
    record(
        "conversations.message_received",
        subject=conversation,
        actor=actor,
        now=now,
        unit_id=conversation.unit_id,
        parties=() if conversation.is_restricted else [conversation.party_id],
        happened_at=arrived.happened_at,
        details={"message": message.pk, "medium": arrived.medium, "is_automatic": arrived.is_automatic},
    )
    return message


def _begin(arrived: Arrived, now: datetime) -> Conversation:
    return Conversation.objects.create(
        unit_id=arrived.unit_id,
        channel=arrived.channel,
        party=arrived.author,
        subject=arrived.subject[:LONGEST_SUBJECT],
        started_at=arrived.happened_at,
        last_message_at=arrived.happened_at,
    )


def _count(conversation: Conversation, message: Message) -> None:
    """Let the conversation know of its newest message."""
    conversation.last_message_at = max(conversation.last_message_at, message.happened_at)
    if not (message.is_automatic or message.is_list_mail):
        conversation.needs_answer = True
        if conversation.state in AWAKE:
            conversation.state, conversation.snoozed_until = Conversation.State.OPEN, None
    count = conversation.message_count
    conversation.message_count = F("message_count") + 1
    conversation.save(
        update_fields=["last_message_at", "needs_answer", "state", "snoozed_until", "message_count"]
    )
    conversation.message_count = count + 1
