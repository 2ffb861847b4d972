"""allauth's forms in our words."""

from allauth.account import forms as allauth
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from twofold.accounts.tasks import mail_password_reset
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
        """Nobody is looked up here."""
        return self.cleaned_data["email"].lower()

    def save(self, request: HttpRequest, **kwargs) -> str:
        """Leave the rest to the worker."""
        mail_password_reset.enqueue(email=self.cleaned_data["email"])
        return self.cleaned_data["email"]


class NewPasswordForm(allauth.ResetPasswordKeyForm):
    """A new password, for someone who came by a link."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        without_placeholders(self)
        self.fields["password1"].label = _("New password")
        self.fields["password1"].help_text = ENOUGH
        self.fields["password2"].label = _("New password again")


class ChangePasswordForm(allauth.ChangePasswordForm):
    """A new password, for someone who knows the old one."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        without_placeholders(self)
        self.fields["oldpassword"].label = _("Current password")
        self.fields["password1"].label = _("New password")
        self.fields["password1"].help_text = ENOUGH
        self.fields["password2"].label = _("New password again")
