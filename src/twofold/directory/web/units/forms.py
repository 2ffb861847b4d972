"""The forms of a unit."""

from datetime import time
from zoneinfo import available_timezones

import holidays
from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.errors import BadInput
from twofold.directory.actions.calendars import WeeklyHours
from twofold.directory.models import Party, Unit
from twofold.directory.models.countries import country_names
from twofold.directory.queries.affiliations import affiliates_of
from twofold.directory.queries.units import unit_tree
from twofold.directory.web.attributes.fields import WithAttributes
from twofold.directory.web.forms import Country, Day, DirectoryForm, all_unit_choices, local_today


class UnitForm(WithAttributes, DirectoryForm):
    """What a unit is called and for."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    purpose = forms.CharField(
        label=gettext_lazy("Purpose"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("In a sentence: whom it serves, and with what."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class NewUnitForm(UnitForm):
    """A unit to be added."""

    is_sealed = forms.BooleanField(
        label=gettext_lazy("Sealed: for its own members only, whatever anyone leads above it"), required=False
    )


class UnitEditForm(UnitForm):
    """All that its leads say of a unit."""

    head = forms.TypedChoiceField(label=gettext_lazy("Head"), coerce=int, empty_value=None, required=False)
    timezone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        choices=lambda: [(name, name) for name in sorted(available_timezones())],
    )
    country = Country(
        help_text=gettext_lazy("The enterprise’s country says how national phone numbers are read.")
    )

    def __init__(self, *args, actor: Actor, unit: Unit, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        people = {tie.party_id: tie.party.name for tie in affiliates_of(actor, unit.pk, day=local_today())}
        if unit.head_id:
            people.setdefault(unit.head_id, unit.head.name)
        self.fields["head"].choices = [("", "–"), *people.items()]
        self.actor = actor

    def head_party(self) -> Party | None:
        """Whoever was chosen as head."""
        chosen = self.cleaned_data["head"]
        return visible_list(Party, self.actor, "name").filter(pk=chosen).first() if chosen else None


class MoveForm(DirectoryForm):
    """Where a unit shall hang."""

    to = forms.TypedChoiceField(label=gettext_lazy("Below"), coerce=int)

    def __init__(self, *args, unit: Unit, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        inside = unit_tree().subtree(unit.pk, through_seals=True)
        self.fields["to"].choices = [choice for choice in all_unit_choices() if choice[0] not in inside]


class HoursForm(DirectoryForm):
    """Weekly hours, one line per day."""

    holiday_country = forms.ChoiceField(
        label=gettext_lazy("Public holidays of"),
        required=False,
        choices=lambda: [("", _("As above it")), *_holiday_countries()],
    )
    holiday_region = forms.CharField(
        label=gettext_lazy("Region"),
        max_length=10,
        required=False,
        help_text=gettext_lazy("Its short code, such as BY for Bavaria."),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for day, name in WEEKDAYS.items():
            self.fields[f"day_{day}"] = forms.CharField(
                label=name,
                required=False,
                max_length=120,
                widget=forms.TextInput(attrs={"placeholder": "09:00–12:30, 13:30–17:30"}),
            )
        self.order_fields([f"day_{day}" for day in WEEKDAYS])

    def weekly(self) -> WeeklyHours:
        """The hours as they were typed.

        :raises BadInput: naming the day
        """
        return {day: read_spans(self.cleaned_data[f"day_{day}"], f"day_{day}") for day in WEEKDAYS}


class DayOffForm(DirectoryForm):
    """A day on which nobody works."""

    day = Day(label=gettext_lazy("Day"), required=True)
    name = forms.CharField(label=gettext_lazy("Why"), max_length=100, required=False)


def read_spans(text: str, field: str) -> list[tuple[time, time]]:
    """Spans of a day: ``09:00–12:30, 13:30–24:00`` → pairs of times; the end of the day is midnight.

    :raises BadInput: naming the field
    """
    spans = []
    for part in filter(None, (part.strip() for part in text.replace(";", ",").split(","))):
        edges = [edge.strip() for edge in part.replace("–", "-").split("-")]
        try:
            start, end = (_time_of(edge) for edge in edges)
        except ValueError:
            raise BadInput(
                _("“%(text)s” are not hours. Write them like 09:00–12:30, 13:30–17:30.")
                % {"text": part[:40]},
                field=field,
            ) from None
        if time() != end <= start:
            raise BadInput(_("“%(text)s” ends before it begins.") % {"text": part[:40]}, field=field)
        spans.append((start, end))
    return spans


def written_spans(spans) -> str:
    """Pairs of times as one types them."""
    return ", ".join(f"{start:%H:%M}–{'24:00' if end == time() else f'{end:%H:%M}'}" for start, end in spans)


def _time_of(edge: str) -> time:
    if edge == "24:00":
        return time()
    return time.fromisoformat(edge if len(edge) > 4 else f"0{edge}")


def _holiday_countries() -> list[tuple[str, str]]:
    known = holidays.list_supported_countries()
    return [(code, name) for code, name in country_names(get_language() or "en").items() if code in known]
