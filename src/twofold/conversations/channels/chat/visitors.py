"""Visitors of a chat: found by their secret, and whether they are still there."""

import re
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from twofold.accounts.models.secret import digest
from twofold.conversations.models import Channel, Conversation, Visitor
from twofold.core.errors import BadInput, Conflict

SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
SEEN_EVERY = timedelta(seconds=15)
IS_HERE_FOR = timedelta(seconds=75)
"""A page that is looked at asks at least every half minute; one in the background, every minute."""
MAY_RETURN_FOR = timedelta(hours=24)
LONGEST_CHAIN = 20


class Gone(Conflict):
    """There is no such chat any more."""


def secret_hash(secret: str) -> str:
    """What is kept of a secret.

    :raises BadInput: if it is none that a page of ours makes up: 32 random bytes in base64
    """
    if not SECRET.fullmatch(secret):
        raise BadInput(_("Reload the page and try again."))
    return digest(secret)


def visitor_of(channel: Channel, secret: str) -> Visitor | None:
    """Who holds this secret in this chat, with the conversation that they began."""
    rows = Visitor.objects.select_related("conversation")
    return rows.filter(secret_hash=secret_hash(secret), conversation__channel=channel).first()


def require_visitor(channel: Channel, secret: str) -> Visitor:
    """The same, of a chat that has not ended.

    :raises Gone: if there is none
    """
    visitor = visitor_of(channel, secret)
    if visitor is None or visitor.ended_at:
        raise Gone(_("This chat has ended. Begin a new one if there is more to say."))
    return visitor


def note_seen(visitor: Visitor, *, now: datetime) -> None:
    """Their page asked just now; written down every now and then only."""
    if now - visitor.last_seen_at >= SEEN_EVERY:
        Visitor.objects.filter(pk=visitor.pk).update(last_seen_at=now)


def is_here(visitor: Visitor, *, now: datetime) -> bool:
    """Whether their page still asks for news."""
    return visitor.ended_at is None and now - visitor.last_seen_at < IS_HERE_FOR


def may_return(visitor: Visitor, *, now: datetime) -> bool:
    """Whether what is said in the chat may still be read there."""
    return visitor.ended_at is None and now - visitor.last_seen_at < MAY_RETURN_FOR


def standing(conversation: Conversation) -> Conversation:
    """The conversation, or the one into which it was merged."""
    rows = Conversation.objects.system("what a visitor says goes where their words are")
    for _step in range(LONGEST_CHAIN):
        if conversation.merged_into_id is None:
            break
        conversation = rows.get(pk=conversation.merged_into_id)
    return conversation
