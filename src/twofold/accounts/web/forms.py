"""What the forms of accounts have in common."""

from django import forms
from django.utils.translation import gettext_lazy as _

from twofold.core.errors import DomainError

ENOUGH = _("At least 12 characters. A few words that only you would put together are better than symbols.")


class NewPasswordField(forms.CharField):
    """A password that someone chooses."""

    def __init__(self, **kwargs) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
        options = {"label": _("Password"), "help_text": ENOUGH, "strip": False, "max_length": 200}
        super().__init__(widget=widget, **options | kwargs)


def show_refusal(form: forms.Form, refusal: DomainError) -> None:
    """Put a refusal at its field, or above the form."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, str(refusal))
