"""What every message brings along, however it arrives: its files, and those who take part."""

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO

from twofold.conversations.channels.base import Arrived
from twofold.conversations.models import Conversation, ConversationParty, Message
from twofold.files.actions.attach import attach_arrived


def keep_files(message: Message, arrived: Arrived, *, now: datetime) -> None:
    """Keep what came with a message."""
    for name, content in arrived.files:
        attach_arrived(
            BytesIO(content),
            name=name,
            subject_kind=Message._meta.label_lower,
            subject_id=message.pk,
            unit_id=message.conversation.unit_id,
            added_by=arrived.author and arrived.author.pk,
            now=now,
        )


def let_take_part(
    conversation: Conversation, arrived: Arrived, participants: Iterable[tuple[str, str]]
) -> None:
    """Let those take part who do not yet.

    :param participants: address and role of each
    """
    rows = [
        ConversationParty(
            conversation=conversation,
            party=arrived.author if address == arrived.author_address else None,
            address=address,
            role=role,
        )
        for address, role in participants
        if address
    ]
    ConversationParty.objects.bulk_create(rows, ignore_conflicts=True)
