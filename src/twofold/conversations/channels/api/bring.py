"""Bringing in what was said in another system: each thread is one conversation, each message is taken in once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.conversations.actions.take_in import take_in
from twofold.conversations.channels.api.kind import API
from twofold.conversations.channels.base import Arrived
from twofold.conversations.models import Channel, Conversation, ConversationParty, Message
from twofold.core.access import get_visible, require_level
from twofold.core.actor import Actor, Level
from twofold.core.errors import BadInput, Conflict
from twofold.directory.models import Party

REASON = "what a program brings to a channel of a unit in which its owner works"
SLACK = timedelta(minutes=5)
"""How far the other system's clock may run ahead of ours."""


@dataclass(frozen=True)
class Brought:
    """One message of another system.

    :param message_id: what it is called there; "" where nothing is, and then nothing tells a repetition
    :param thread_id: what its thread is called there; "" begins a conversation of its own
    :param author: who wrote it, if the program knows; else a name and an address are what it claims
    """

    body: str
    happened_at: datetime
    message_id: str = ""
    thread_id: str = ""
    subject: str = ""
    author: Party | None = None
    author_name: str = ""
    author_address: str = ""
    is_automatic: bool = False
    files: Sequence[tuple[str, bytes]] = ()


@transaction.atomic
def bring_to_channel(
    brought: Brought, channel: Channel, *, actor: Actor, now: datetime
) -> tuple[Message, bool]:
    """Take in a message of a thread; the first of a thread begins a conversation.

    :returns: the message, and whether it is new: one that was brought before is left as it is
    :raises NotVisible: if the actor may not see the channel
    :raises NotAllowed: if the actor does not work in its unit
    :raises BadInput: if it says nothing, or lies in the future
    :raises Conflict: if the channel is closed, or belongs to no other system
    """
    channel = _held(get_visible(Channel, actor, channel.pk))
    require_level(
        actor, Level.WORK, channel.unit_id, _("Only those who work in this unit bring messages to it.")
    )
    return _bring(brought, channel, _conversation_of(channel, brought.thread_id), actor, now)


@transaction.atomic
def bring_to_conversation(
    brought: Brought, conversation: Conversation, *, actor: Actor, now: datetime
) -> tuple[Message, bool]:
    """Take in a message of a conversation that such a channel began. Returns and raises as :func:`bring_to_channel`."""
    conversation = get_visible(Conversation, actor, conversation.pk, "work")
    if conversation.channel_id is None:
        raise Conflict(_("This was noted by hand: no other system brings messages to it."))
    channel = _held(conversation.channel)
    return _bring(brought, channel, _standing(conversation), actor, now)


def external_key(channel_id: int, name: str) -> str | None:
    """The name that another system gave to something, unique over all channels; None for no name."""
    return f"{API.name}:{channel_id}:{name}" if name else None


def external_name(key: str | None) -> str:
    """The name behind such a key; "" where there is none."""
    kind, _sign, rest = (key or "").partition(":")
    return rest.partition(":")[2] if kind == API.name else ""


def _bring(
    brought: Brought, channel: Channel, conversation: Conversation | None, actor: Actor, now: datetime
) -> tuple[Message, bool]:
    key = external_key(channel.pk, brought.message_id)
    known = Message.objects.system(REASON).filter(external_key=key).first() if key else None
    if known:
        return known, False
    body = _checked(brought, now)
    name, address = " ".join(brought.author_name.split()), "".join(brought.author_address.split())
    role = ConversationParty.Role.COPIED if conversation else ConversationParty.Role.REQUESTER
    message = take_in(
        Arrived(
            channel=channel,
            unit_id=conversation.unit_id if conversation else channel.unit_id,
            medium=API.medium,
            body=body,
            happened_at=brought.happened_at,
            conversation=conversation,
            author=brought.author,
            author_name=name or (brought.author.name if brought.author else ""),
            author_address=address,
            subject=" ".join(brought.subject.split()),
            participants=[(address, role)] if address else [],
            is_automatic=brought.is_automatic,
            is_verified=brought.author is not None,
            files=brought.files,
        ),
        now=now,
        actor=actor,
    )
    message.external_key = key
    message.save(update_fields=["external_key"])
    if conversation is None:
        message.conversation.external_key = external_key(channel.pk, brought.thread_id)
        message.conversation.save(update_fields=["external_key"])
    return message, True


def _held(channel: Channel) -> Channel:
    """The channel, held until the end of the transaction, so that two programs never bring the same thing twice."""
    channel = Channel.objects.system(REASON).select_for_update().get(pk=channel.pk)
    if channel.kind != API.name:
        raise Conflict(_("Messages come to this channel by themselves. Choose one of another system."))
    if not channel.is_open:
        raise Conflict(_("This channel is closed."))
    return channel


def _checked(brought: Brought, now: datetime) -> str:
    if brought.happened_at > now + SLACK:
        raise BadInput(_("That lies in the future."), field="happened_at")
    body = brought.body.strip()
    if not body and not brought.files:
        raise BadInput(_("A message says something, or brings a file."), field="body")
    return body


def _conversation_of(channel: Channel, thread_id: str) -> Conversation | None:
    key = external_key(channel.pk, thread_id)
    found = Conversation.objects.system(REASON).filter(external_key=key).first() if key else None
    return _standing(found) if found else None


def _standing(conversation: Conversation) -> Conversation:
    """The conversation, or the one into which it was merged, held."""
    rows = Conversation.objects.system(REASON).select_related("channel").select_for_update(of=("self",))
    found = rows.get(pk=conversation.pk)
    while found.merged_into_id:
        found = rows.get(pk=found.merged_into_id)
    return found
