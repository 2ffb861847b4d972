"""The form of a way into a survey."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twofold.conversations.channels.public.origins import read_origins
from twofold.core.errors import BadInput
from twofold.directory.web.forms import DirectoryForm
from twofold.surveys.actions.doors import MOST
from twofold.surveys.models import Door


class DoorForm(DirectoryForm):
    """One that is opened, or changed."""

    kind = forms.ChoiceField(
        label=_("What"),
        choices=[
            (Door.Kind.OPEN, _("A link for everyone: on a poster, in a newsletter, on a website")),
            (Door.Kind.KIOSK, _("A kiosk: a device on which one after another answers")),
        ],
        widget=forms.RadioSelect,
        initial=Door.Kind.OPEN,
    )
    name = forms.CharField(
        label=_("Where"),
        max_length=120,
        help_text=_("E.g. Poster in the canteen. Answers are counted by it."),
    )
    closes_after = forms.IntegerField(
        label=_("Closes after so many answers"),
        min_value=1,
        max_value=MOST,
        required=False,
        help_text=_("In each round. Empty: as many as come."),
    )
    is_shared = forms.BooleanField(
        label=_("Many answer from one network"),
        required=False,
        help_text=_(
            "An office, a shop, a fair: then 1,200 an hour are taken from one network instead of 60."
        ),
    )
    origins = forms.CharField(
        label=_("Websites on which it stands"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line, e.g. https://www.example.org. On others it does not work."),
    )

    def __init__(self, *args: Any, door: Door | None = None, **kwargs: Any) -> None:
        if door:
            fields = ("name", "closes_after", "is_shared")
            kwargs["initial"] = {name: getattr(door, name) for name in fields}
            kwargs["initial"]["origins"] = "\n".join(door.origins)
        super().__init__(*args, **kwargs)
        if door:
            del self.fields["kind"]
        if door is None or door.kind == Door.Kind.KIOSK:
            del self.fields["origins"]
        if door and door.kind == Door.Kind.KIOSK:
            del self.fields["is_shared"]

    def clean_origins(self) -> list[str]:
        """As they are compared."""
        try:
            return read_origins(self.cleaned_data["origins"])
        except BadInput as refusal:
            raise forms.ValidationError(refusal.sentence) from None
