"""The form above a report: of which unit, and of how long."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.directory.web.forms import all_unit_choices

PERIODS = (
    (30, gettext_lazy("30 days")),
    (90, gettext_lazy("90 days")),
    (365, gettext_lazy("A year")),
    (1095, gettext_lazy("Three years")),
)
USUAL = 365


class ReportForm(forms.Form):
    """A unit among those whose rows the asker may see, and a span up to now.

    :param seen: ids of those units
    :param span: how the span is asked for, e.g. "Opened in the last"
    """

    unit = forms.TypedChoiceField(label=gettext_lazy("Unit"), coerce=int, empty_value=None, required=False)
    days = forms.TypedChoiceField(coerce=int, choices=PERIODS, required=False, empty_value=USUAL)

    def __init__(self, seen: Collection[int], *args: Any, span: str, **kwargs: Any) -> None:
        super().__init__(*args, initial={"days": USUAL}, **kwargs)
        mine = [choice for choice in all_unit_choices() if choice[0] in seen]
        self.fields["unit"].choices = [("", _("All you may see")), *mine]
        self.fields["days"].label = span
