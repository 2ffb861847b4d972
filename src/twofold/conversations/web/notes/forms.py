"""The form for a note."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NoteForm(forms.Form):
    """A note and the unit whose members may read it."""

    body = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}))
    unit = forms.TypedChoiceField(label=_("For the members of"), coerce=int)

    def __init__(self, units: list[tuple[int, str]], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units
        if len(units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
            self.initial["unit"] = units[0][0]
