"""The form by which a lead divides a unit's attention."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twofold.cases.models import Stream
from twofold.directory.web.forms import DirectoryForm


class WeightsForm(DirectoryForm):
    """A weight for each stream, and whether plain cases wait too."""

    takes_plain = forms.BooleanField(
        label=_("Cases without a type wait in the queue, too"),
        required=False,
        help_text=_("Those of a type that is pulled always do."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for stream in Stream:
            self.fields[stream.value] = forms.FloatField(
                label=stream.label, min_value=0.01, max_value=1000, widget=forms.NumberInput({"step": "any"})
            )

    def weights(self) -> Mapping[str, float]:
        """Stream → weight, as stated."""
        return {stream.value: self.cleaned_data[stream.value] for stream in Stream}

    @property
    def streams(self) -> list[forms.BoundField]:
        """The fields of the weights."""
        return [self[stream.value] for stream in Stream]
