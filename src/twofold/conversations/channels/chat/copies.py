"""Mailing a code to a visitor, and forgetting visitors."""

from datetime import datetime, timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from twofold.conversations.channels.chat.leave import CODE_LASTS, new_code
from twofold.conversations.channels.chat.plan import plan_of
from twofold.conversations.models import Visitor
from twofold.core.house_mail import HouseMail, MailKind

KEPT_FOR = timedelta(days=30)


def mail_code(conversation_id: int, *, now: datetime) -> int:
    """Send the code, in words that are all ours.

    :returns: how many mails went out
    """
    rows = Visitor.objects.select_related("conversation__channel__unit__party")
    visitor = rows.filter(pk=conversation_id).exclude(address="").first()
    if visitor is None:
        return 0
    channel = visitor.conversation.channel
    said = {
        "code": new_code(visitor, now=now),
        "minutes": CODE_LASTS // timedelta(minutes=1),
        "unit": str(channel.unit),
    }
    with translation.override(plan_of(channel).language or settings.LANGUAGE_CODE):
        text = render_to_string("conversations/web/embed/code_mail.txt", said)
        subject = _("Your code for a copy of the chat")
        return HouseMail(MailKind.CODE, subject, text, visitor.address, lasts=CODE_LASTS).send()


def forget_old_visitors(*, now: datetime) -> int:
    """Delete the secrets and addresses of visitors who have not been back for a month. What they said stays.

    :returns: how many were forgotten
    """
    return Visitor.objects.filter(last_seen_at__lt=now - KEPT_FOR).delete()[0]
