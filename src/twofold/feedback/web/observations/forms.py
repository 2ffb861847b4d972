"""The forms about observations."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from twofold.core.actor import Actor
from twofold.directory.web.forms import DirectoryForm
from twofold.directory.web.parties.party_field import PartyField
from twofold.feedback.actions.observations.note import LONGEST, LONGEST_PLACE, MOST_AT_ONCE, Seen
from twofold.feedback.models import Observation, ObservationCode
from twofold.feedback.queries.observations.code_book import codes_of
from twofold.relationships.models import Side


class Codes(forms.TypedMultipleChoiceField):
    """Some of a code book, as buttons that stay pressed."""

    def __init__(self, codes: Sequence[ObservationCode]) -> None:
        super().__init__(
            label=_("Codes"),
            coerce=int,
            required=False,
            choices=[(code.pk, code.name) for code in codes],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": _("Choose codes of this unit’s code book that are in use.")},
        )


class ObservationForm(DirectoryForm):
    """What somebody saw or overheard."""

    text = forms.CharField(
        label=_("What did you see or hear?"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
        help_text=_("One thing at a time, as it was."),
    )
    how = forms.ChoiceField(label=_("How you know"), choices=Observation.How, widget=forms.RadioSelect)
    side = forms.ChoiceField(label=_("Of customers"), choices=Side, widget=forms.RadioSelect)
    seen_at = forms.DateTimeField(
        label=_("When"), widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    how_many = forms.IntegerField(
        label=_("How often just then"), initial=1, min_value=1, max_value=MOST_AT_ONCE
    )
    place = forms.CharField(label=_("Where"), required=False, max_length=LONGEST_PLACE)

    def __init__(self, codes: Sequence[ObservationCode], actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codes"] = Codes(codes)
        self.fields["about"] = PartyField(
            actor, label=_("Of whom"), required=False, help_text=_("Leave it empty if nobody in particular.")
        )

    def seen(self) -> Seen:
        """What the verbs take."""
        return Seen(**self.cleaned_data)


class SecondForm(DirectoryForm):
    """The codes of a second coder."""

    def __init__(self, codes: Sequence[ObservationCode], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codes"] = Codes(codes)


class CodeForm(DirectoryForm):
    """A word of the code book."""

    name = forms.CharField(label=_("Code"), max_length=80)
    definition = forms.CharField(
        label=_("What counts, and what does not"),
        required=False,
        max_length=400,
        widget=forms.Textarea({"rows": 2}),
    )


class ChangeCodeForm(CodeForm):
    """The same, with whether it is used."""

    is_used = forms.BooleanField(label=_("In use"), required=False)


def values_of(observation: Observation) -> dict[str, Any]:
    """What the form begins with."""
    return {
        "text": observation.text,
        "how": observation.how,
        "side": observation.side,
        "seen_at": timezone.localtime(observation.seen_at),
        "how_many": observation.how_many,
        "place": observation.place,
        "about": observation.about.name if observation.about else "",
        "codes": codes_of(observation),
    }
