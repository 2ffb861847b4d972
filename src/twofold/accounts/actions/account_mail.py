"""Telling people by mail what has become of the way they sign in."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from twofold.accounts.models import User
from twofold.core.house_mail import HouseMail, MailKind
from twofold.timeline.models import Event

SUBJECTS = {
    "accounts.factor_added": _("A second step was added to your account"),
    "accounts.factor_removed": _("A second step was removed from your account"),
    "accounts.factors_reset": _("Your second steps were taken off by an administrator"),
    "accounts.recovery_codes_renewed": _("You have new recovery codes"),
    "accounts.new_device_used": _("Someone signed in to your account with a new browser"),
    "accounts.password_changed": _("Your password was changed"),
    "accounts.address_changed": _("You sign in with another e-mail address now"),
}
"""The events of which an account's owner is told, and how the mail is headed."""


def tell_about_account(user: User, event: Event) -> None:
    """Send the mail, in the user's language."""
    with translation.override(user.language or settings.LANGUAGE_CODE):
        changed = {change.field: change for change in event.changes.all()}
        context = {
            "subject": SUBJECTS[event.verb],
            "when": event.happened_at,
            "device": changed["device"].new if "device" in changed else "",
            "link": settings.PUBLIC_URL + reverse("accounts:security"),
        }
        text = render_to_string("accounts/web/security/account_mail.txt", context)
        to = (
            changed["email"].old if "email" in changed else user.email
        )  # whoever has the old address learns of the new one
        html = render_to_string("accounts/web/security/account_mail.html", context)
        HouseMail(MailKind.ACCOUNT, str(context["subject"]), text, to, html=html).send()
