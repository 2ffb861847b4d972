"""What was said in the conversations of a case, as far as the asker may read it."""

from collections.abc import Iterable

from django.db.models import QuerySet

from twofold.cases.models import Case, CaseConversation
from twofold.conversations.models import Conversation, Message
from twofold.core.actor import Actor
from twofold.ui.formats import in_words

NEWEST = 200
BEGINNING = 60
LOOKED_AT = 10 * BEGINNING


def conversations_of(case: Case, actor: Actor) -> list[Conversation]:
    """The case's conversations that the actor may read, the latest first."""
    links = CaseConversation.objects.filter(case=case).values("conversation_id")
    seen = Conversation.objects.visible_to(actor).filter(pk__in=links).select_related("channel")
    return list(seen.order_by("-last_message_at", "-pk"))


def messages_of(case: Case, actor: Actor) -> QuerySet[Message]:
    """What was said, newest first, without what was taken back."""
    links = CaseConversation.objects.filter(case=case).values("conversation_id")
    said = Message.objects.visible_to(actor).filter(conversation_id__in=links, withdrawn_at=None)
    return said.select_related("author").order_by("-happened_at", "-pk")


def latest_said(case: Case, actor: Actor) -> list[Message]:
    """The newest of what was said, without what only the page of a conversation shows."""
    return list(messages_of(case, actor).defer("html", "quoted", "references", "recipients")[:NEWEST])


def messages_to_mark(said: Iterable[Message]) -> list[tuple[int, str]]:
    """What the customer wrote, for choosing the message that complains: when, and how it begins."""
    return [
        (one.pk, f"{in_words(one.happened_at)} – {' '.join(one.body[:LOOKED_AT].split())[:BEGINNING]}")
        for one in said
        if one.direction == Message.Direction.IN and not one.is_automatic
    ]
