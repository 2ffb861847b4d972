"""What Django's mail is sent by: it goes into the outbox, in the transaction of whoever writes it, and no request waits."""

from collections.abc import Sequence
from datetime import datetime
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from twofold.conversations.models import HouseMail, Mailbox, OutgoingMail
from twofold.conversations.outbox.letters import HOUSE_PURPOSE, LOOP_HEADER, house_mark
from twofold.conversations.outbox.tokens import bounce_address, new_header_id
from twofold.core.house_mail import BULK, URGENT, MailKind
from twofold.core.sealing import seal


class OutboxBackend(BaseEmailBackend):
    """`EMAIL_BACKEND` wherever there is a mail server."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        """Put them into the outbox.

        :returns: how many
        """
        put_house_mails(messages, now=timezone.now())
        return len(messages)


@transaction.atomic
def put_house_mails(messages: Sequence[EmailMessage], *, now: datetime) -> None:
    """One row for each recipient. A mail that holds a code is sealed like a password, and erased when it was sent."""
    wanted = [
        (message, recipient, _content(message))
        for message in messages
        for recipient in dict.fromkeys(parseaddr(one)[1].lower() for one in message.recipients())
    ]
    mails = OutgoingMail.objects.bulk_create(
        [
            OutgoingMail(
                recipient=recipient,
                domain=recipient.rpartition("@")[2],
                rank=_rank(message),
                send_after=now,
                created_at=now,
            )
            for message, recipient, _content in wanted
        ]
    )
    ours = _own_mailboxes(messages)
    HouseMail.objects.bulk_create(
        [
            HouseMail(
                mail=mail,
                kind=_kind(message),
                return_path=_return_path(message, mail.pk, ours),
                content=content,
                valid_until=getattr(message, "valid_until", None),
            )
            for mail, (message, _recipient, content) in zip(mails, wanted, strict=True)
        ]
    )
    for mail, (message, *_rest) in zip(mails, wanted, strict=True):
        message.mail_id = mail.pk


def _content(message: EmailMessage) -> str:
    """The mail as it goes over the line, sealed."""
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    message.extra_headers.setdefault("Message-ID", f"<{new_header_id(host)}>")
    message.extra_headers.setdefault("Auto-Submitted", "auto-generated")
    message.extra_headers.setdefault(LOOP_HEADER, house_mark())
    return seal(message.message().as_bytes().decode(), purpose=HOUSE_PURPOSE)


def _own_mailboxes(messages: Sequence[EmailMessage]) -> frozenset[str]:
    """The senders' addresses that are mailboxes of this house, so that bounces come back to it."""
    senders = {parseaddr(message.from_email)[1] for message in messages}
    boxes = Mailbox.objects.system("where bounces come back to").filter(address__in=senders)
    return frozenset(boxes.values_list("address", flat=True))


def _return_path(message: EmailMessage, mail_id: int, ours: frozenset[str]) -> str:
    sender = parseaddr(message.from_email)[1]
    return bounce_address(sender, mail_id) if sender in ours else sender


def _kind(message: EmailMessage) -> MailKind:
    return getattr(message, "kind", MailKind.OTHER)


def _rank(message: EmailMessage) -> OutgoingMail.Rank:
    if _kind(message) in URGENT:
        return OutgoingMail.Rank.URGENT
    return OutgoingMail.Rank.BULK if _kind(message) in BULK else OutgoingMail.Rank.ORDINARY
