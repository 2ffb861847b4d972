"""What accounts leave to the worker: housekeeping, and mail that must take no time, lest its time tell who has an account."""

from datetime import timedelta

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from twofold.accounts.actions.account_mail import tell_about_account
from twofold.accounts.actions.addresses import LINK_LASTS, link_token
from twofold.accounts.actions.kept_answers import forget_kept_answers
from twofold.accounts.actions.sign_in_codes import LASTS, forget_sign_in_codes, new_sign_in_code
from twofold.accounts.actions.tries import forget_tries
from twofold.accounts.models import User
from twofold.accounts.queries.customers import needs_password, person_at
from twofold.core.house_mail import HouseMail, MailKind
from twofold.timeline.models import Event


@task()
def mail_password_reset(email: str) -> None:
    """Send a link for a new password to the account with this address, if there is one."""
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None:
        return
    key = {"uidb36": user_pk_to_url_str(user), "key": PasswordResetTokenGenerator().make_token(user)}
    link = settings.PUBLIC_URL + reverse("account_reset_password_from_key", kwargs=key)
    minutes = settings.PASSWORD_RESET_TIMEOUT // 60
    with translation.override(user.language or settings.LANGUAGE_CODE):
        text = render_to_string(
            "accounts/web/accounts/password_reset_mail.txt", {"link": link, "minutes": minutes}
        )
        lasts = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
        HouseMail(MailKind.PASSWORD, _("A new password for Twofold"), text, user.email, lasts=lasts).send()


@task()
def mail_sign_in_code(email: str, language: str = "") -> None:
    """Send a code for the portal to an address that is one person's alone. Whoever has a password is told to use it."""
    person = person_at(email)
    if person is None:
        return
    said = {"minutes": LASTS // timedelta(minutes=1), "link": settings.PUBLIC_URL + reverse("account_login")}
    if not needs_password(person):
        said["code"] = new_sign_in_code(email, now=timezone.now())
    with translation.override(language or settings.LANGUAGE_CODE):
        text = render_to_string("accounts/portal/entrance/code_mail.txt", said)
        HouseMail(MailKind.CODE, _("Your code for the customer portal"), text, email, lasts=LASTS).send()


@task()
def mail_new_address(user_id: int, email: str) -> None:
    """Send a link to an address with which someone wants to sign in, unless an account has it."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None or User.objects.filter(email__iexact=email).exists():
        return
    link = settings.PUBLIC_URL + reverse("accounts:address-confirm", args=[link_token(user, email)])
    with translation.override(user.language or settings.LANGUAGE_CODE):
        said = {"link": link, "minutes": LINK_LASTS // timedelta(minutes=1)}
        text = render_to_string("accounts/web/security/address_mail.txt", said)
        HouseMail(MailKind.ADDRESS, _("Your new address for Twofold"), text, email, lasts=LINK_LASTS).send()


@task()
def mail_about_account(event_id: int) -> None:
    """Tell someone what has become of the way they sign in, whatever notices they have chosen."""
    event = Event.objects.system("what its subject is told of").prefetch_related("changes").get(pk=event_id)
    user = User.objects.filter(pk=event.subject_id).first()
    if user is not None:
        tell_about_account(user, event)


@task()
def prune_kept_answers() -> int:
    """Forget what requests were answered more than a week ago, and who tried to guess what."""
    forget_tries(now=timezone.now())
    forget_sign_in_codes(now=timezone.now())
    return forget_kept_answers(now=timezone.now())
