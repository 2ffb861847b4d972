"""The forms of the pages about signing in."""

from allauth.mfa.webauthn.internal import auth
from django import forms
from django.utils.translation import gettext_lazy as _

DIGITS = {"inputmode": "numeric", "autocomplete": "one-time-code"}


class AddressForm(forms.Form):
    """The address with which to sign in."""

    email = forms.EmailField(
        label=_("New e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class AppForm(forms.Form):
    """The first code of an app."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("The six digits that the app shows now."),
        max_length=12,
        widget=forms.TextInput(attrs=DIGITS),
    )


class Answer(forms.JSONField):
    """What the browser answers for a passkey. It is never sent back: each answer is good once."""

    widget = forms.HiddenInput

    def prepare_value(self, value: object) -> str:
        """Nothing, so that the script asks the browser anew."""
        return ""


class PasskeyForm(forms.Form):
    """A new passkey and what to call it."""

    name = forms.CharField(
        label=_("Name"), max_length=60, help_text=_("So that you know it again: my phone, the blue key.")
    )
    credential = Answer()

    def clean_credential(self) -> dict:
        """What the browser made, if it answers what we asked."""
        credential = self.cleaned_data["credential"]
        auth.parse_registration_response(credential)
        auth.complete_registration(credential)
        return credential


class PasswordForm(forms.Form):
    """One's password, once more."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
