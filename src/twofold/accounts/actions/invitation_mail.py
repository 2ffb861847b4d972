"""Telling the invited."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from twofold.accounts.models import Invitation
from twofold.core.house_mail import HouseMail, MailKind

TEMPLATE = "accounts/web/invitations/invitation_mail.txt"


def mail_invitation(invitation: Invitation, link: str) -> bool:
    """Put the link on its way to whom it is for, if a mail server is configured. Until it was sent it is kept sealed.

    :returns: whether it is on its way
    """
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        return False
    unit = invitation.unit.party.name
    text = render_to_string(TEMPLATE, {"link": link, "unit": unit})
    subject = _("You are invited to %(unit)s") % {"unit": unit}
    HouseMail(MailKind.INVITATION, subject, text, invitation.email).send()
    return True
