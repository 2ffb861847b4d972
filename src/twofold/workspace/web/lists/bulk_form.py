"""The form of a bulk edit: for each field, whether it is left, set or emptied, and to what."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from twofold.core.plates import Amended, Asked, EditField, FieldKind
from twofold.workspace.queries.lists.listed import Listed
from twofold.workspace.web.lists.inputs import input_of

LEAVE, SET, CLEAR, ADD, REMOVE = "", "set", "clear", "add", "remove"


class BulkForm(forms.Form):
    """What many records shall have."""

    def __init__(self, found: Listed, asked: Asked, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edits = found.bulk_edits
        for edit in self.edits.values():
            acts = forms.ChoiceField(label=_("What to do"), choices=ways(edit), required=False)
            self.fields[act_name(edit)] = acts
            self.fields[to_name(edit)] = input_of(edit, asked, is_required=False)

    def rows(self) -> Iterator[tuple[EditField, BoundField, BoundField]]:
        """Each field with what to do, and to what."""
        for edit in self.edits.values():
            yield edit, self[act_name(edit)], self[to_name(edit)]

    def clean(self) -> dict[str, Any]:
        for edit in self.edits.values():
            act, to = self.cleaned_data.get(act_name(edit)), self.cleaned_data.get(to_name(edit))
            if act in (SET, ADD, REMOVE) and to_name(edit) in self.cleaned_data and to in (None, "", []):
                self.add_error(to_name(edit), _("Say what it shall be."))
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        """Field → value, as `ListType.edit` takes them."""
        values = {}
        for edit in self.edits.values():
            act, to = self.cleaned_data[act_name(edit)], self.cleaned_data.get(to_name(edit))
            if act:
                values[edit.name] = _value(act, to)
        return values


def ways(edit: EditField) -> list[tuple[str, str]]:
    """What can be done with a field of many records."""
    offered = [(LEAVE, _("Leave as it is")), (SET, _("Set to"))]
    if edit.kind is FieldKind.CHOICES:
        offered += [(ADD, _("Add")), (REMOVE, _("Take away"))]
    return offered if edit.is_required else [*offered, (CLEAR, _("Empty it"))]


def act_name(edit: EditField) -> str:
    return f"do-{edit.name}"


def to_name(edit: EditField) -> str:
    return f"to-{edit.name}"


def _value(act: str, to: Any) -> Any:
    if act == CLEAR:
        return None
    if act == ADD:
        return Amended(add=tuple(to))
    return Amended(remove=tuple(to)) if act == REMOVE else to
