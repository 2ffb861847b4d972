"""Answering with what one has written: words, and the files kept with them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from twofold.conversations.actions.draft_files import enclose_files
from twofold.conversations.actions.drafts import forget_draft
from twofold.conversations.actions.send import send_message
from twofold.conversations.models import Conversation, Message
from twofold.core.actor import Actor


@transaction.atomic
def send_answer(
    conversation: Conversation,
    *,
    body: str,
    recipients: Mapping[str, Sequence[str]],
    seen: int,
    actor: Actor,
    now: datetime,
) -> Message:
    """Send an answer with the files of the actor's draft, which is forgotten. Raises as :func:`send_message`."""
    message = send_message(conversation, body=body, recipients=recipients, seen=seen, actor=actor, now=now)
    enclose_files(message, actor=actor)
    forget_draft(conversation, actor=actor)
    return message
