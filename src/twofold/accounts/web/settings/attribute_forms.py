"""The form of an attribute, and the editor of its choices."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twofold.directory.actions.attribute_choices import GivenChoice
from twofold.directory.models import Attribute
from twofold.directory.models.attribute_values import Kind
from twofold.directory.queries.attributes import attributed_kinds

BLANK_LINES = 3
WITH_CHOICES = (Kind.CHOICE, Kind.CHOICES)


class ChoicesEditor(forms.Widget):
    """Choices line by line: a label each, in order, and whether it is still offered. New ones go into the empty lines."""

    template_name = "ui/components/choices_editor.html"
    use_fieldset = True

    def value_from_datadict(self, data: Mapping, files: Mapping, name: str) -> list[GivenChoice]:
        if not hasattr(data, "getlist"):
            return data.get(name, [])
        gone = set(data.getlist(f"{name}-gone"))
        lines = zip(data.getlist(f"{name}-key"), data.getlist(f"{name}-label"), strict=False)
        return [GivenChoice(label, key, key not in gone) for key, label in lines if key or label.strip()]

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        return context | {"lines": list(value or ()), "blanks": range(BLANK_LINES)}


class ChoicesField(forms.Field):
    """The choices as `GivenChoice`s."""

    widget = ChoicesEditor

    def clean(self, value: list[GivenChoice]) -> list[GivenChoice]:
        return value


class AttributeEditForm(forms.Form):
    """What may change about an attribute."""

    label = forms.CharField(label=_("Label"), max_length=80)
    help = forms.CharField(
        label=_("Help"), max_length=200, required=False, help_text=_("A sentence below the field.")
    )
    choices = ChoicesField(
        label=_("Choices"),
        help_text=_("Labels may change at any time. What is offered no more stays where records have it."),
    )
    is_required = forms.BooleanField(
        label=_("Required: no new record without it, and nobody empties it"), required=False
    )
    is_sensitive = forms.BooleanField(
        label=_("Sensitive: on the record’s own page only, in no list, filter or export"), required=False
    )

    def for_kind(self, kind: str) -> "AttributeEditForm":
        """The form without choices where the kind has none."""
        if kind not in WITH_CHOICES:
            del self.fields["choices"]
        return self


class AttributeForm(AttributeEditForm):
    """A new attribute."""

    applies_to = forms.ChoiceField(
        label=_("Which records have it"),
        choices=lambda: [(kind.name, kind.label) for kind in attributed_kinds()],
    )
    kind = forms.ChoiceField(label=_("What it holds"), choices=Kind.choices)
    key = forms.CharField(
        label=_("Key"),
        max_length=40,
        required=False,
        help_text=_("Its name in files and in the API, which never changes. Empty: made of the label."),
    )
    is_filterable = forms.BooleanField(
        label=_("Filterable: lists can be narrowed by it, however long they are"), required=False
    )

    field_order = ("label", "applies_to", "kind", "choices", "help", "is_required", "is_filterable")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*self.field_order, "is_sensitive", "key"])


def choices_of(attribute: Attribute) -> list[GivenChoice]:
    """The choices as the editor shows them."""
    return [GivenChoice(choice[1], choice[0], len(choice) == 2) for choice in attribute.choices]
