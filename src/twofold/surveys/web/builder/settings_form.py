"""The form of what is settled before a survey goes out."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from twofold.directory.web.forms import DirectoryForm
from twofold.relationships.models import Side
from twofold.surveys.actions.surveys import LARGEST_GROUP
from twofold.surveys.models import Survey
from twofold.surveys.queries.lens_attributes import LENS_ATTRIBUTES


class SettingsForm(DirectoryForm):
    """What is settled before launch."""

    name = forms.CharField(label=_("Name"), max_length=200)
    side = forms.ChoiceField(label=_("Who is asked"), choices=Side, widget=forms.RadioSelect)
    mode = forms.ChoiceField(label=_("What they are promised"), choices=Survey.Mode, widget=forms.RadioSelect)
    least_group = forms.IntegerField(
        label=_("Smallest group that totals are told of"),
        min_value=5,
        max_value=LARGEST_GROUP,
        help_text=_(
            "For confidential and anonymous surveys, and all among colleagues. It can be raised later."
        ),
    )
    attributes = forms.MultipleChoiceField(
        label=_("Besides the units, results are cut by"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "At most three, fixed when the round begins and shown to respondents. Each cut makes groups smaller."
        ),
    )
    crossing = forms.ChoiceField(
        label=_("One of them within each unit too"),
        required=False,
        help_text=_("The only crossing there is: more would let small groups be worked out by subtraction."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(name, one.name) for name, one in LENS_ATTRIBUTES.items()]
        self.fields["attributes"].choices = known
        self.fields["crossing"].choices = [("", _("No crossing")), *known]


def settled(survey: Survey) -> dict[str, Any]:
    return {
        "name": survey.name,
        "side": survey.side,
        "mode": survey.mode,
        "least_group": survey.least_group,
        "attributes": survey.lenses.get("attributes") or [],
        "crossing": survey.lenses.get("crossing") or "",
    }


def typed_settings(request: HttpRequest) -> dict[str, Any]:
    return {name: request.POST.get(name) for name in SettingsForm.base_fields} | {
        "attributes": request.POST.getlist("attributes")
    }
