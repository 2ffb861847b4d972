"""Telling the invited."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from twofold.accounts.models import Invitation

logger = logging.getLogger(__name__)
TEMPLATE = "accounts/web/invitations/invitation_mail.txt"


def mail_invitation(invitation: Invitation, link: str) -> bool:
    """Send the link to whom it is for, if a mail server is configured. It is in no queue, since only its hash may be kept.

    :returns: whether the mail server took it
    """
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        return False
    unit = invitation.unit.party.name
    text = render_to_string(TEMPLATE, {"link": link, "unit": unit})
    try:
        send_mail(_("You are invited to %(unit)s") % {"unit": unit}, text, None, [invitation.email])
    except (SMTPException, OSError) as error:
        logger.warning("The mail server did not take an invitation: %s", error.__class__.__name__)
        return False
    return True
