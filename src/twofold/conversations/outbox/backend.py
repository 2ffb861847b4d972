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

from twofold.conversations.models import HouseMail, OutgoingMail
from twofold.conversations.outbox.letters import HOUSE_PURPOSE, LOOP_HEADER, house_mark
from twofold.conversations.outbox.tokens import new_header_id
from twofold.core.house_mail import URGENT, MailKind
from twofold.core.sealing import seal


class OutboxBackend(BaseEmailBackend):
    """`EMAIL_BACKEND` wherever there is a mail server."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        """Put them into the outbox.

        :returns: how many
        """
        now = timezone.now()
        for message in messages:
            put_house_mail(message, now=now)
        return len(messages)


@transaction.atomic
def put_house_mail(message: EmailMessage, *, now: datetime) -> None:
    """One row for each recipient. A mail that holds a code is sealed like a password, and erased when it was sent."""
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    message.extra_headers.setdefault("Message-ID", f"<{new_header_id(host)}>")
    message.extra_headers.setdefault("Auto-Submitted", "auto-generated")
    message.extra_headers.setdefault(LOOP_HEADER, house_mark())
    content = seal(message.message().as_bytes().decode(), purpose=HOUSE_PURPOSE)
    kind = getattr(message, "kind", MailKind.OTHER)
    for recipient in dict.fromkeys(parseaddr(one)[1].lower() for one in message.recipients()):
        mail = OutgoingMail.objects.create(
            recipient=recipient,
            domain=recipient.rpartition("@")[2],
            rank=OutgoingMail.Rank.URGENT if kind in URGENT else OutgoingMail.Rank.ORDINARY,
            send_after=now,
            created_at=now,
        )
        HouseMail.objects.create(
            mail=mail,
            kind=kind,
            return_path=parseaddr(message.from_email)[1],
            content=content,
            valid_until=getattr(message, "valid_until", None),
        )
