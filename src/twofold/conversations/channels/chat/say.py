"""What a visitor says: the first words begin a conversation, the others follow in it."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from twofold.accounts.actions.tries import take_portion
from twofold.conversations.actions.take_in import take_in
from twofold.conversations.channels.base import Arrived
from twofold.conversations.channels.chat.visitors import Gone, secret_hash, standing, visitor_of
from twofold.conversations.channels.public.budgets import Budget, Exhausted, take_from
from twofold.conversations.channels.public.stamps import read_stamp
from twofold.conversations.channels.public.words import beginning
from twofold.conversations.models import Channel, Message, Visitor
from twofold.core.errors import BadInput

LONGEST, LONGEST_NAME = 4_000, 200
BEGINNINGS = Budget(network=20, channel=300)
"""Conversations in each hour."""
LINES = Budget(network=600, channel=10_000, house=30_000)
"""Messages in each hour."""
MOST_IN_A_MINUTE, MINUTE = 20, 60
QUICKEST = timedelta(seconds=1)
MESSAGE_ID = re.compile(r"[A-Za-z0-9-]{8,40}")


@dataclass(frozen=True)
class Spoken:
    """What a page hands in.

    :param number: made up by the page, so that a message that is sent twice is one
    :param stamp: of the page, which only the first message needs
    """

    secret: str
    words: str
    number: str
    stamp: str = ""
    name: str = ""


def say(channel: Channel, spoken: Spoken, *, network: str, now: datetime) -> Visitor:
    """Take in what a visitor says.

    :raises BadInput: if there is nothing in it, or too much
    :raises Gone: if they have ended this chat
    :raises TooQuick, Stale: of the first message, see `read_stamp`
    :raises Exhausted: when more came than people write
    """
    words = _checked(spoken)
    visitor = visitor_of(channel, spoken.secret)
    if visitor is None:
        return _begin(channel, spoken, words, network, now)
    if visitor.ended_at:
        raise Gone(_("This chat has ended. Begin a new one if there is more to say."))
    if not _is_known(visitor, spoken):
        _take_budget(channel, visitor, network, now)
        try:
            with transaction.atomic():
                _go_on(channel, visitor, spoken, words, now)
        except IntegrityError:  # sent twice at once
            if not _is_known(visitor, spoken):
                raise
    return visitor


def key_of(conversation_id: int, direction: str, number: object) -> str:
    """By what a message is known as part of this visitor's chat, wherever it is moved."""
    return f"chat:{conversation_id}:{direction}:{number}"


def _checked(spoken: Spoken) -> str:
    words = spoken.words.strip()
    if not words:
        raise BadInput(_("Write something first."), field="words")
    if len(words) > LONGEST:
        raise BadInput(
            _("That is too long for one message. Send it in parts of %(longest)d signs.")
            % {"longest": LONGEST},
            field="words",
        )
    if not MESSAGE_ID.fullmatch(spoken.number):
        raise BadInput(_("Reload the page and try again."))
    return words


def _begin(channel: Channel, spoken: Spoken, words: str, network: str, now: datetime) -> Visitor:
    read_stamp(spoken.stamp, channel.key, now=now, quickest=QUICKEST)
    take_from(BEGINNINGS, "chat", channel, network, now=now)
    try:
        with transaction.atomic():
            message = take_in(_arrived(channel, spoken.name, words, now), now=now)
            Message.objects.system("its own").filter(pk=message.pk).update(
                external_key=key_of(message.conversation_id, "in", spoken.number)
            )
            return Visitor.objects.create(
                conversation=message.conversation, secret_hash=secret_hash(spoken.secret), last_seen_at=now
            )
    except IntegrityError:  # sent twice at once: the other has begun it
        visitor = visitor_of(channel, spoken.secret)
        if visitor is None:
            raise
        return visitor


def _go_on(channel: Channel, visitor: Visitor, spoken: Spoken, words: str, now: datetime) -> None:
    first = visitor.conversation.messages.system("who they said they are").order_by("pk").first()
    arrived = _arrived(
        channel,
        first.author_name if first else "",
        words,
        now,
        conversation=standing(visitor.conversation),
        author_address=visitor.address,
        external_key=key_of(visitor.pk, "in", spoken.number),
    )
    take_in(arrived, now=now)
    Visitor.objects.filter(pk=visitor.pk).update(last_seen_at=now)


def _arrived(channel: Channel, name: str, words: str, now: datetime, **more) -> Arrived:
    conversation = more.get("conversation")
    return Arrived(
        channel=channel,
        unit_id=conversation.unit_id if conversation else channel.unit_id,
        medium=Message.Medium.CHAT,
        body=words,
        happened_at=now,
        author_name=" ".join(name.split())[:LONGEST_NAME],
        subject=conversation.subject if conversation else beginning(words),
        **more,
    )


def _is_known(visitor: Visitor, spoken: Spoken) -> bool:
    key = key_of(visitor.pk, "in", spoken.number)
    return Message.objects.system("was it said before?").filter(external_key=key).exists()


def _take_budget(channel: Channel, visitor: Visitor, network: str, now: datetime) -> None:
    minute = int(now.timestamp() // MINUTE)
    if not take_portion(("chat-minute", visitor.pk, minute), of=MOST_IN_A_MINUTE, now=now):
        raise Exhausted(MINUTE)
    take_from(LINES, "chat-line", channel, network, now=now)
