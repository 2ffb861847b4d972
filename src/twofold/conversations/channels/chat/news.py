"""What a visitor reads: what was said by chat in their own chat, wherever its messages lie by now, and nothing else."""

from collections.abc import Mapping
from typing import Any

from twofold.conversations.channels.chat.say import key_of
from twofold.conversations.channels.chat.visitors import standing
from twofold.conversations.models import Conversation, Message, Visitor

SHOWN = 200
State = Conversation.State


def version_of(visitor: Visitor) -> str:
    """A word that changes whenever there is something new to show, from the row that is at hand anyway."""
    talk = visitor.conversation
    is_merged = talk.merged_into_id or ""
    return f"{talk.message_count}-{talk.state}-{int(talk.last_message_at.timestamp())}-{is_merged}"


def news(visitor: Visitor) -> dict[str, Any]:
    """Everything that their page shows."""
    return {
        "since": version_of(visitor),
        "said": [_line(message) for message in said_in_chat(visitor)],
        "is_closed": visitor.conversation.state == State.CLOSED,
        "address": visitor.address,
    }


def said_in_chat(visitor: Visitor) -> list[Message]:
    """The messages of a visitor's chat, oldest first."""
    own = key_of(visitor.pk, "", "").rstrip(":") + ":"
    lie_in = {visitor.pk, standing(visitor.conversation).pk}
    rows = Message.objects.system("what a visitor said and was told").filter(
        conversation_id__in=lie_in, external_key__startswith=own, withdrawn_at=None
    )
    newest = rows.select_related("author").order_by("-happened_at", "-pk")[:SHOWN]
    return list(reversed(newest))


def _line(message: Message) -> Mapping[str, Any]:
    is_ours = message.direction == Message.Direction.OUT
    return {
        "id": message.pk,
        "ours": is_ours,
        "who": message.author.name if is_ours and message.author_id else "",
        "words": message.body,
        "at": message.happened_at.isoformat(),
    }
