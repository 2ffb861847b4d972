"""The forms of the privacy desk."""

from collections.abc import Iterable, Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from twofold.core.plates import Retained
from twofold.workspace.actions.retention import LONGEST, SHORTEST


class CopyForm(forms.Form):
    """Why a person is given a copy."""

    reason = forms.CharField(
        label=_("How they asked"),
        required=False,
        max_length=200,
        help_text=_("For your records, such as “by letter of 3 May”. No names."),
    )


class ErasureForm(CopyForm):
    """The decision to erase someone."""

    typed_name = forms.CharField(label=_("Their name, typed"), max_length=200)


class RetentionForm(forms.Form):
    """After how many months people of each standing are anonymised."""

    def __init__(self, data=None, *, standings: Iterable[Retained], rules: Mapping[str, int | None]) -> None:
        super().__init__(data)
        for retained in standings:
            self.fields[f"months_{retained.standing}"] = forms.IntegerField(
                label=retained.label,
                required=False,
                min_value=SHORTEST,
                max_value=LONGEST,
                initial=rules.get(retained.standing),
                help_text=_("Months; empty keeps them until someone erases them."),
            )
