"""The form for accepting an invitation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from twofold.accounts.web.forms import NewPasswordField


class AcceptForm(forms.Form):
    """One's name and password; the address is the one that was invited."""

    name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = NewPasswordField()
