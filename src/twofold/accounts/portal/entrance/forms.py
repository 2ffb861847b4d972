"""The two small forms at the entrance of the portal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from twofold.core.errors import BadInput
from twofold.directory.models.normal_forms import normal_email


class AddressForm(forms.Form):
    """To which address the code is sent."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "autofocus": True}),
        help_text=_("The one that we have from you."),
    )

    def clean_email(self) -> str:
        """In normal form."""
        try:
            return normal_email(self.cleaned_data["email"])
        except BadInput as refusal:
            raise forms.ValidationError(refusal.sentence) from None


class CodeForm(forms.Form):
    """The code that was sent."""

    code = forms.CharField(
        label=_("Code"),
        max_length=12,
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True, "class": "is-code"}
        ),
    )
