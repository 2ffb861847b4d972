"""Mail that the house itself writes: codes, links, notices. How it leaves is the outbox's business, not its writer's."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.core.mail import EmailMultiAlternatives
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
    OTHER = "other", _("Something else")


URGENT = frozenset({MailKind.CODE, MailKind.PASSWORD, MailKind.ADDRESS})
"""Somebody sits there and waits for it."""


class HouseMail(EmailMultiAlternatives):
    """A mail of the house, sent by :meth:`send`; that only puts it into the outbox.

    :ivar kind: what it is for
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
        lasts: timedelta | None = None,
    ) -> None:
        super().__init__(subject, text, None, [to], headers=dict(headers or {}))
        self.kind = kind
        self.valid_until: datetime | None = timezone.now() + lasts if lasts else None
        if html:
            self.attach_alternative(html, "text/html")
