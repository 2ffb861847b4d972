"""The right input for each kind of field, reading what verbs take: None where there is nothing."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from twofold.core.access import visible_list
from twofold.core.errors import BadInput
from twofold.core.money import Money
from twofold.core.plates import Asked, EditField, FieldKind, Ref, house
from twofold.directory.models import Party
from twofold.directory.queries.named_parties import named_parties
from twofold.directory.web.forms import Day, unit_choices

NUMBERS = (FieldKind.PARTY, FieldKind.UNIT)


def input_of(
    edit: EditField, asked: Asked, *, current: Any = None, is_required: bool | None = None
) -> forms.Field:
    """A form's field for a field of a list.

    :param current: the value until now: stays on offer even when it is offered no more
    """
    required = edit.is_required if is_required is None else is_required
    basics = {"label": str(edit.label), "help_text": str(edit.help), "required": required}
    match edit.kind:
        case FieldKind.NUMBER:
            return forms.DecimalField(max_digits=20, decimal_places=6, **basics)
        case FieldKind.DATE:
            return Day(**basics)
        case FieldKind.MOMENT:
            widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
            return forms.DateTimeField(widget=widget, **basics)
        case FieldKind.YES_NO:
            choices = [("", "–"), ("yes", _("Yes")), ("no", _("No"))]
            return forms.TypedChoiceField(
                choices=choices, coerce=lambda text: text == "yes", empty_value=None, **basics
            )
        case FieldKind.CHOICES:
            return forms.MultipleChoiceField(
                choices=offered(edit, asked, current), widget=forms.CheckboxSelectMultiple, **basics
            )
        case FieldKind.MONEY:
            return MoneyInput(**basics)
        case FieldKind.PARTY if not edit.choices:
            return PartyInput(asked, **basics)
        case FieldKind.CHOICE | FieldKind.PARTY | FieldKind.UNIT:
            coerce = int if edit.kind in NUMBERS else str
            choices = [("", "–"), *offered(edit, asked, current)]
            return forms.TypedChoiceField(choices=choices, coerce=coerce, empty_value=None, **basics)
    return forms.CharField(max_length=500, empty_value=None, **basics)


def offered(edit: EditField, asked: Asked, current: Any = None) -> list[tuple[str, str]]:
    """What can be chosen, and what is chosen already."""
    if edit.choices is None:
        return unit_choices(asked.actor) if edit.kind is FieldKind.UNIT else []
    choices = [(str(value), str(label)) for value, label in edit.choices(asked)]
    known = {value for value, _label in choices}
    return choices + [(value, label) for value, label in _pairs(current) if value not in known]


def stated(edit: EditField, value: Any) -> Any:
    """A value of a list's column as the input begins with it."""
    match value:
        case Ref(pk=0):
            return None
        case Ref() if edit.choices is None and edit.kind is FieldKind.PARTY:
            return f"{value.label} · #{value.pk}"
        case Ref():
            return value.pk
        case Money():
            return f"{value.amount:f} {value.currency}"
        case bool():
            return "yes" if value else "no"
    return value


def _pairs(current: Any) -> Iterable[tuple[str, str]]:
    if isinstance(current, Ref):
        return [(str(current.pk), current.label)] if current.pk else []
    values = current if isinstance(current, list | tuple) else [current]
    return [(str(value), str(value)) for value in values if value not in (None, "")]


class MoneyInput(forms.CharField):
    """An amount with its currency in one input."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=40, empty_value=None, **options)
        self.widget.attrs.update({"placeholder": "12.50 EUR", "inputmode": "text"})

    def clean(self, value: Any) -> Money | None:
        text = super().clean(value)
        if not text:
            return None
        amount, _space, currency = text.strip().rpartition(" ")
        try:
            return Money.of(Decimal(amount.replace(",", ".")) if amount else amount, currency)
        except (BadInput, ArithmeticError):
            raise ValidationError(_("Write the amount with its currency, such as 12.50 EUR.")) from None


class PartyInput(forms.CharField):
    """A person, an organisation or a unit: by name, address or number."""

    def __init__(self, asked: Asked, **options: Any) -> None:
        super().__init__(max_length=300, empty_value=None, **options)
        self.asked = asked

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        found = named_parties([text], visible_list(Party, self.asked.actor, "name")).get(text, set())
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise ValidationError(
                _("Several are called like this. Write the number behind the name, like #17.")
            )
        raise ValidationError(_("Your units know nobody who is called like this."))

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            names = house().party_names([value], seen_by=self.asked.actor)
            return f"{names.get(value, '')} · #{value}".removeprefix(" · ")
        return value
