"""Telling a customer by mail that an answer waits in the portal. The answer itself stays where one has to sign in."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from twofold.accounts.models import User
from twofold.cases.models import CaseConversation
from twofold.conversations.models import ConversationParty, Message
from twofold.core.house_mail import HouseMail, MailKind

REASON = "who asked is told of the answer"


def mail_answer(message_id: int) -> int:
    """Tell whoever takes part in the conversation of an answer that was given in the portal.

    :returns: how many were told
    """
    message = (
        Message.objects.system(REASON)
        .filter(
            pk=message_id, direction=Message.Direction.OUT, medium=Message.Medium.PORTAL, withdrawn_at=None
        )
        .first()
    )
    link = (
        CaseConversation.objects.filter(conversation_id=message.conversation_id).first() if message else None
    )
    if link is None:
        return 0
    asking = ConversationParty.objects.filter(
        conversation_id=message.conversation_id, role=ConversationParty.Role.REQUESTER
    )
    users = User.objects.filter(person__in=asking.values("party_id"), is_active=True).order_by("pk")
    for user in users:
        _mail(user, link.case_id)
    return len(users)


def _mail(user: User, case_id: int) -> None:
    link = settings.PUBLIC_URL + reverse("portal:case-detail", args=[case_id])
    with translation.override(user.language or settings.LANGUAGE_CODE):
        text = render_to_string("cases/portal/cases/answer_mail.txt", {"number": case_id, "link": link})
        subject = _("There is an answer to #%(number)s") % {"number": case_id}
        HouseMail(MailKind.PORTAL, subject, text, user.email).send()
