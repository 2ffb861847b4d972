"""Mail that the house itself writes: codes, links, notices. How it leaves is the outbox's business, not its writer's."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MailKind(TextChoices):
    """What a mail is for. This much of it is shown to administrators while it is on its way, and no more."""

    CODE = "code", _("Code to sign in")
    PASSWORD = "password", _("Link for a new password")
    ADDRESS = "address", _("Link for a new address")
    INVITATION = "invitation", _("Invitation")
    ACCOUNT = "account", _("Word of a change to an account")
    NOTICE = "notice", _("Notices")
    PORTAL = "portal", _("Word of an answer in the portal")
    SURVEY = "survey", _("Invitation to a survey")
    ANNOUNCEMENT = "announcement", _("Announcement")
    OTHER = "other", _("Something else")


URGENT = frozenset({MailKind.CODE, MailKind.PASSWORD, MailKind.ADDRESS})
"""Somebody sits there and waits for it."""

BULK = frozenset({MailKind.SURVEY, MailKind.ANNOUNCEMENT})
"""Nobody waits for it, and there may be thousands: all other mail goes before it."""


class HouseMail(EmailMultiAlternatives):
    """A mail of the house, sent by :meth:`send`, or many at once by `send_mails`; that only puts it into the outbox.

    :ivar kind: what it is for
    :ivar mail_id: its number in the outbox, once it is there
    :ivar valid_until: after which nobody has any use for it
    """

    def __init__(
        self,
        kind: MailKind,
        subject: str,
        text: str,
        to: str,
        *,
        html: str = "",
        headers: Mapping[str, str] | None = None,
        sender: str = "",
        reply_to: str = "",
        lasts: timedelta | None = None,
    ) -> None:
        super().__init__(
            " ".join(subject.split()),
            text,
            formataddr((sender, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])) if sender else None,
            [to],
            headers=dict(headers or {}),
            reply_to=[reply_to] if reply_to else None,
        )
        self.kind = kind
        self.mail_id: int | None = None
        self.valid_until: datetime | None = timezone.now() + lasts if lasts else None
        if html:
            self.attach_alternative(html, "text/html")


def send_mails(mails: Sequence[HouseMail]) -> None:
    """Put many mails into the outbox at once, in the caller's transaction; each then knows its number there.

    Without a mail server they are printed, as in development, and have none.
    """
    if mails:
        get_connection().send_messages(list(mails))
