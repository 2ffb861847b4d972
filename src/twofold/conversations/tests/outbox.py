"""Short words for the tests of the outbox."""

from collections.abc import Callable
from datetime import datetime

from tests.factories import NOW
from twofold.conversations.models import Channel, Conversation, Mailbox, Message, OutgoingMail
from twofold.conversations.outbox.sender import Sender

State = OutgoingMail.State


def make_outgoing(channel: Channel, *recipients: str, **fields) -> list[OutgoingMail]:
    """One conversation with an answer for each recipient, all of them due."""
    conversations = Conversation.objects.bulk_create(
        Conversation(
            unit_id=channel.unit_id, channel=channel, subject="Chair", started_at=NOW, last_message_at=NOW
        )
        for _recipient in recipients
    )
    messages = Message.objects.bulk_create(
        Message(
            conversation=conversation,
            direction="out",
            medium="mail",
            subject="Re: Chair",
            body=f"Dear {recipient}, it is on its way.",
            recipients={"to": [recipient]},
            header_id=f"{conversation.pk}.{recipient}",
            happened_at=NOW,
            created_at=NOW,
        )
        for conversation, recipient in zip(conversations, recipients, strict=True)
    )
    values = {"send_after": NOW, "created_at": NOW} | fields
    return OutgoingMail.objects.bulk_create(
        OutgoingMail(
            message=message,
            channel=channel,
            recipient=recipient,
            domain=recipient.rpartition("@")[2],
            **values,
        )
        for message, recipient in zip(messages, recipients, strict=True)
    )


def send_by(channel: Channel, port: int) -> None:
    """Let a channel send by a server on this machine."""
    Mailbox.objects.system("test").filter(pk=channel.pk).update(
        smtp_host="127.0.0.1", smtp_port=port, smtp_security="none"
    )


def send_all(folder, clock: Callable[[], datetime], *, rounds: int = 200) -> None:
    """Send until nothing is due and nothing is on its way."""
    sender = Sender(folder, clock=clock)
    for _round in range(rounds):
        if not sender.step():
            break
    sender.finish()


def states() -> dict[str, str]:
    """Recipient → what became of the mail."""
    rows = OutgoingMail.objects.system("test").order_by("pk")
    return dict(rows.values_list("recipient", "state"))
