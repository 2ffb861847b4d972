"""Putting a message into the outbox: how the channel of mail hands over what was decided to be sent."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from twofold.conversations.models import Channel, Conversation, ConversationParty, Message, OutgoingMail
from twofold.conversations.outbox.letters import MOST_REFERENCES
from twofold.conversations.outbox.tokens import new_header_id
from twofold.core.errors import Conflict

CAN_BE_TAKEN_BACK = timedelta(seconds=10)
LONGEST_QUOTE = 5_000
LONGEST_SUBJECT = 300
REPLY = "Re: "


def put_in_outbox(message: Message, now: datetime, *, channel: Channel | None = None) -> None:
    """Write one row for each recipient, in the transaction that decides the message. It can be taken back for a while.

    :param channel: the mailbox from which it leaves; None: the channel of the conversation
    :raises Conflict: when nobody in the conversation has an address
    """
    channel = channel or message.conversation.channel
    to = list(message.recipients.get("to", ())) or _requesters(message.conversation)
    cc = [address for address in message.recipients.get("cc", ()) if address not in to]
    if not to:
        raise Conflict(_("Nobody in this conversation has an e-mail address. Add one to whom to write."))
    _thread(message, channel.mailbox.address, {*to, *cc})
    message.recipients = {"to": to, "cc": cc}
    message.save(update_fields=["recipients", "subject", "quoted", "header_id", "references"])
    send_after = now if message.is_automatic else now + CAN_BE_TAKEN_BACK
    OutgoingMail.objects.bulk_create(
        OutgoingMail(
            message=message,
            channel=channel,
            recipient=address,
            domain=address.rpartition("@")[2],
            send_after=send_after,
            created_at=now,
        )
        for address in dict.fromkeys((*to, *cc))
    )


def mail_obstacle(conversation: Conversation) -> str:
    """Why nobody can be answered by mail here just now, or ""."""
    if not conversation.channel.is_open:
        return _("This mailbox is closed. Open it in the settings of the unit, or answer from another one.")
    return ""


def _thread(message: Message, sender: str, recipients: Iterable[str]) -> None:
    """Make the message an answer to what was received last. Only who wrote that is sent it again."""
    received = message.conversation.messages.system("what it answers").filter(direction=Message.Direction.IN)
    last = received.order_by("-happened_at", "-pk").first()
    message.header_id = new_header_id(sender.rpartition("@")[2])
    if last is None:
        return
    before = [*last.references, last.header_id] if last.header_id else last.references
    message.references = before[-MOST_REFERENCES:]
    if message.is_automatic:  # says nothing that somebody else has written
        return
    if message.subject and not message.subject.lower().startswith(REPLY.lower().strip()):
        message.subject = (REPLY + message.subject)[:LONGEST_SUBJECT]
    if set(recipients) == {last.author_address}:
        message.quoted = _quote(last)


def _quote(last: Message) -> str:
    head = f"{last.happened_at:%Y-%m-%d %H:%M} UTC, {last.author_name or last.author_address}:"
    return "\n".join([head, *(f"> {line}" for line in last.body[:LONGEST_QUOTE].splitlines())])


def _requesters(conversation: Conversation) -> list[str]:
    rows = ConversationParty.objects.filter(conversation=conversation, role=ConversationParty.Role.REQUESTER)
    return list(rows.exclude(address="").order_by("pk").values_list("address", flat=True))
