"""Attributes as fields of forms: mixed into the form of a record, behind the fields that every house has."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from twofold.core.actor import Actor
from twofold.core.errors import BadInput
from twofold.core.money import Money
from twofold.core.plates import house
from twofold.directory.models import Attribute
from twofold.directory.models.attribute_texts import read_money, read_text
from twofold.directory.models.attribute_values import Kept, Kind, checked, field_name
from twofold.directory.queries.attributes import attributes_of, kind_of
from twofold.directory.web.attributes.widgets import widget_of
from twofold.directory.web.parties.party_field import one_called


class AttributeField(forms.Field):
    """The field of one attribute; what it cleans to is the value as it is kept, None if there is none.

    :param kept: the value until now
    """

    def __init__(self, attribute: Attribute, actor: Actor, kept: Kept | None = None) -> None:
        super().__init__(
            label=attribute.label,
            help_text=attribute.help,
            required=attribute.is_required,
            widget=widget_of(attribute, kept),
        )
        self.attribute, self.actor, self.kept = attribute, actor, kept

    def clean(self, value: Any) -> Kept | None:
        try:
            read = self._read(value)
        except BadInput as refusal:
            raise ValidationError(str(refusal.sentence).removeprefix(f"{self.attribute.label}: ")) from None
        if read is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return read

    def prepare_value(self, value: Any) -> Any:
        """What the input shows of a value that is kept; what was typed, as it was typed."""
        match self.attribute.kind:
            case Kind.MONEY if isinstance(value, Mapping):
                money = Money(value["minor"], value["currency"])
                return [f"{money.amount:f}", money.currency]
            case Kind.YES_NO if isinstance(value, bool):
                return "yes" if value else "no"
            case Kind.PARTY if isinstance(value, int):
                names = house().party_names([value], seen_by=self.actor)
                return f"{names.get(value, '')} · #{value}".removeprefix(" · ")
        return value

    def _read(self, value: Any) -> Kept | None:
        kind = self.attribute.kind
        if kind == Kind.CHOICES:
            return checked(self.attribute, list(value or ()), kept=self.kept)
        if kind == Kind.MONEY:
            amount, currency = (*(value or ()), "", "")[:2]
            return read_money(self.attribute, f"{amount} {currency}") if (amount or "").strip() else None
        text = str(value or "").strip()
        if kind == Kind.PARTY and text:
            return self._party(text)
        if kind == Kind.NUMBER:
            text = _with_point(text)
        return read_text(self.attribute, text, kept=self.kept)

    def _party(self, text: str) -> int:
        if self.kept and text == self.prepare_value(self.kept):
            return self.kept
        return one_called(text, self.actor)


class WithAttributes:
    """What a form is that also asks for attributes."""

    attribute_names: tuple[str, ...] = ()

    def ask_attributes(
        self, attributes: Iterable[Attribute], actor: Actor, kept: Mapping | None = None
    ) -> None:
        """Add a field for each.

        :param kept: the record's values until now, by the attributes' ids as text
        """
        for one in attributes:
            name, value = field_name(one), (kept or {}).get(str(one.pk))
            self.fields[name] = AttributeField(one, actor, value)
            self.initial[name] = value
            self.attribute_names += (name,)

    def given_attributes(self) -> dict[str, Kept | None]:
        """Key → value of every attribute asked for, as the verbs take them."""
        return {
            self.fields[name].attribute.key: self.cleaned_data[name]
            for name in self.attribute_names
            if name in self.cleaned_data
        }


def stated_attributes(record: models.Model) -> dict[str, Kept | None]:
    """Name of a form's field → what the record says now."""
    return {
        field_name(one): record.attributes.get(str(one.pk)) for one in attributes_of(kind_of(record).name)
    }


def _with_point(text: str) -> str:
    """A number typed with a decimal comma, as with a point."""
    if text.count(",") == 1 and "." not in text:
        return text.replace(",", ".")
    return text
