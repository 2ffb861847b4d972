"""Inputs for values of attributes."""

from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from twofold.directory.models import Attribute
from twofold.directory.models.attribute_values import LONGEST_TEXT, Kind, offered_choices

NOTHING = ("", "–")


class MoneyInput(forms.MultiWidget):
    """An amount and its currency."""

    template_name = "ui/components/money_input.html"
    use_fieldset = True

    def __init__(self) -> None:
        amount = forms.TextInput({"inputmode": "decimal", "aria-label": _("Amount"), "autocomplete": "off"})
        currency = forms.TextInput({"maxlength": 3, "aria-label": _("Currency")})
        super().__init__([amount, currency])

    def decompress(self, value: Any) -> list[str]:
        return list(value) if value else ["", settings.CURRENCY]

    def id_for_label(self, id_: str, index: str = "0") -> str:
        return id_


class PartyInput(forms.TextInput):
    """A party, suggested while one types."""

    template_name = "ui/components/suggested.html"

    def __init__(self) -> None:
        super().__init__({"autocomplete": "off"})

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        context["suggestions_url"] = reverse_lazy("directory:party-suggestions")
        return context


def widget_of(attribute: Attribute, kept: object = None) -> forms.Widget:
    """The input for an attribute.

    :param kept: the value until now, whose choices stay offered
    """
    match attribute.kind:
        case Kind.NUMBER:
            return forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        case Kind.DATE:
            return forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        case Kind.CHOICE:
            return forms.Select(choices=[NOTHING, *offered_choices(attribute, [kept] if kept else ())])
        case Kind.CHOICES:
            return forms.CheckboxSelectMultiple(choices=offered_choices(attribute, kept or ()))
        case Kind.YES_NO:
            return forms.Select(choices=[NOTHING, ("yes", _("Yes")), ("no", _("No"))])
        case Kind.MONEY:
            return MoneyInput()
        case Kind.PARTY:
            return PartyInput()
    return forms.TextInput({"maxlength": LONGEST_TEXT})
