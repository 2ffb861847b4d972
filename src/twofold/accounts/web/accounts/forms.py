"""allauth's forms in our words."""

from allauth.account import forms as allauth
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as webauthn
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from twofold.accounts.actions.accounts import revoke_tokens
from twofold.accounts.actions.codes import use_code
from twofold.accounts.actions.tries import Limit, TooSoon, claim_try, give_back
from twofold.accounts.queries.devices import limits_on_user, network_of
from twofold.accounts.tasks import mail_password_reset
from twofold.accounts.web.devices import token_of
from twofold.accounts.web.forms import ENOUGH

EMAIL = {"autocomplete": "username", "autofocus": True}


def without_placeholders(form: forms.Form) -> None:
    """Labels say what a field is for; a placeholder that says it again disappears when one types."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class SignInForm(allauth.LoginForm):
    """E-mail address and password."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        without_placeholders(self)
        self.fields["login"].label = _("E-mail address")
        self.fields["login"].widget.attrs.update(EMAIL)
        self.fields["password"].help_text = ""


class ForgottenPasswordForm(allauth.ResetPasswordForm):
    """The address to send a link to. The answer, and the time it takes, are the same whether or not anyone has it."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        without_placeholders(self)
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].widget.attrs.update(EMAIL)

    def clean_email(self) -> str:
        """Nobody is looked up here; who asks for many addresses waits."""
        claimed(Limit(("reset", network_of(context.request)), free=10))
        return self.cleaned_data["email"].lower()

    def save(self, request: HttpRequest, **kwargs) -> str:
        """Leave the rest to the worker. An address that was sent many links of late gets no further one, and nobody is told."""
        email = self.cleaned_data["email"]
        try:
            claim_try([Limit(("reset", "address", email), free=5)], now=timezone.now())
        except TooSoon:
            return email
        mail_password_reset.enqueue(email=email)
        return email


class NewPasswordForm(allauth.ResetPasswordKeyForm):
    """A new password, for someone who came by a link."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        without_placeholders(self)
        self.fields["password1"].label = _("New password")
        self.fields["password1"].help_text = ENOUGH
        self.fields["password2"].label = _("New password again")

    @transaction.atomic
    def save(self) -> None:
        """Whoever needs a link may have lost the account to somebody: programs with its tokens are shut out as well."""
        super().save()
        revoke_tokens(self.user, now=timezone.now())


class ChangePasswordForm(allauth.ChangePasswordForm):
    """A new password, for someone who knows the old one."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        without_placeholders(self)
        self.fields["oldpassword"].label = _("Current password")
        self.fields["password1"].label = _("New password")
        self.fields["password1"].help_text = ENOUGH
        self.fields["password2"].label = _("New password again")


class CodeForm(mfa.AuthenticateForm):
    """A code of one's app, or a recovery code, after the password."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        without_placeholders(self)
        self.fields["code"].label = _("Code")
        self.fields["code"].help_text = _(
            "The six digits that your app shows now, or one of your recovery codes."
        )
        self.fields["code"].widget.attrs.update(
            {"autofocus": True, "inputmode": "numeric", "autocomplete": "one-time-code"}
        )

    def clean_code(self) -> str:
        """Wrong codes are counted; a right one is used up."""
        limits = claimed(
            *limits_on_user(
                "code", self.user, token_of(context.request), network_of(context.request), now=timezone.now()
            )
        )
        factor = use_code(self.user, self.cleaned_data["code"], now=timezone.now())
        if factor is None:
            raise forms.ValidationError(WRONG_CODE)
        give_back(limits)
        factor.user = self.user
        self.authenticator = factor
        return self.cleaned_data["code"]


class PasskeyForm(webauthn.AuthenticateWebAuthnForm):
    """What a passkey answered, as a second step. It holds nothing that could be guessed, so that nothing is counted."""

    def clean_credential(self) -> Authenticator:
        """The passkey, if the answer is right."""
        credential = self.cleaned_data["credential"]
        auth.parse_authentication_response(credential)
        return auth.complete_authentication(self.user, credential)


WRONG_CODE = _("This code is wrong, or was used already. Wait for the next one.")


def claimed(*limits: Limit) -> tuple[Limit, ...]:
    """The limits, a try under each being counted.

    :raises ValidationError: saying when to try again
    """
    try:
        claim_try(limits, now=timezone.now())
    except TooSoon as refusal:
        raise forms.ValidationError(refusal.sentence, code="too_soon") from None
    return limits
