"""Messages in which customers said what they expect."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from twofold.conversations.models import Message
from twofold.core.plates import EvidenceSource, Said
from twofold.core.setwise import among

REASON = "whoever raised it is told what came of it"


def said_in(message: Message) -> Said:
    """What is new in the message, and whose it is."""
    conversation, relationship = message.conversation, message.conversation.relationship
    return Said(
        message.subject or conversation.subject or message.author_name or message.get_medium_display(),
        message.body,
        customer_id=relationship.customer_id if relationship else conversation.party_id or message.author_id,
        relationship_id=conversation.relationship_id,
        unit_id=conversation.unit_id,
        side=relationship.side if relationship else "",
    )


def page_of(message: Message) -> str:
    """Where it stands in its conversation."""
    page = reverse("conversations:conversation-detail", args=[message.conversation_id])
    return f"{page}#message-{message.pk}"


def writers_of(ids: Sequence[int]) -> set[int]:
    """With whom the conversations of these messages are."""
    messages = Message.objects.system(REASON).filter(pk__in=among(ids))
    return set(messages.exclude(conversation__party=None).values_list("conversation__party_id", flat=True))


MESSAGE_SOURCE = EvidenceSource(
    Message,
    _("Message"),
    "message",
    said_in,
    page_of,
    related=("conversation__relationship",),
    raised_by=writers_of,
)
