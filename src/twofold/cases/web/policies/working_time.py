"""Working time as people type it: ``8 h``, ``1 h 30 min``, ``45 min``, ``1:30``, or a plain number of hours."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

HOUR = 60
CLOCK = re.compile(r"(\d{1,5}):([0-5]\d)")
PARTS = re.compile(r"(?:(\d{1,5}(?:[.,]\d{1,2})?)\s*h?)?\s*(?:(?<=\D)(\d{1,6})\s*m(?:in)?)?")
MINUTES = re.compile(r"(\d{1,6})\s*m(?:in)?")


def read_minutes(text: str) -> int | None:
    """The minutes that a text states; None if it is none of these."""
    text = text.strip().casefold()
    if found := CLOCK.fullmatch(text):
        return int(found[1]) * HOUR + int(found[2])
    if found := MINUTES.fullmatch(text):
        return int(found[1])
    found = PARTS.fullmatch(text)
    if not text or found is None:
        return None
    hours = float((found[1] or "0").replace(",", "."))
    return round(hours * HOUR) + int(found[2] or 0)


def written_minutes(minutes: int) -> str:
    """Minutes as one types them."""
    hours, rest = divmod(minutes, HOUR)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest else "") if part)


class WorkingTime(forms.CharField):
    """Working time in minutes, or None."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput({"placeholder": "8 h", "autocomplete": "off"})
        super().__init__(**{"required": False, "max_length": 20, "widget": widget} | options)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        minutes = read_minutes(text)
        if not minutes:
            raise ValidationError(
                _("“%(text)s” is no length of time. Write it like 8 h, 1 h 30 min or 45 min.")
                % {"text": text}
            )
        return minutes

    def prepare_value(self, value: Any) -> Any:
        return written_minutes(value) if isinstance(value, int) else value
