"""The form for the first account."""

from django import forms
from django.utils.translation import gettext_lazy as _

from twofold.accounts.web.forms import NewPasswordField


class SetUpForm(forms.Form):
    """The enterprise and its first account."""

    enterprise_name = forms.CharField(
        label=_("Your enterprise"),
        max_length=200,
        help_text=_("As your customers know it. Its units come below it."),
        widget=forms.TextInput(attrs={"autocomplete": "organization", "autofocus": True}),
    )
    name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("You sign in with it."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = NewPasswordField()
