"""The forms about ideas."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from twofold.core.actor import Actor
from twofold.directory.web.forms import DirectoryForm
from twofold.directory.web.parties.party_field import PartyField
from twofold.feedback.models import Idea
from twofold.relationships.models import Offering, Side

SUGGESTS = {
    "autocomplete": "off",
    "hx-trigger": "input changed delay:300ms",
    "hx-target": "#similar",
    "hx-swap": "innerHTML",
}


class WordsForm(DirectoryForm):
    """What is proposed, in words."""

    title = forms.CharField(
        label=_("What do you propose?"), max_length=200, help_text=_("One line, as you would say it.")
    )
    text = forms.CharField(
        label=_("What would be better then?"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        max_length=5_000,
    )
    kind = forms.ChoiceField(label=_("It is about"), choices=Idea.Kind, widget=forms.RadioSelect)

    def suggest_from(self, url_name: str) -> None:
        """Show what says something like it while the line is typed."""
        self.fields["title"].widget.attrs |= {"hx-get": reverse(url_name), **SUGGESTS}


class ProposeForm(WordsForm):
    """Proposing something to a unit, oneself or in the name of somebody who said so."""

    unit = forms.TypedChoiceField(label=_("Who decides"), coerce=int)

    def __init__(self, units: list[tuple[int, str]], actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.suggest_from("feedback:idea-similar")
        self.fields["unit"].choices = units
        self.fields["author"] = PartyField(
            actor,
            label=_("Whose idea it is"),
            required=False,
            help_text=_("Leave it empty if it is your own. Of a customer’s idea, name the customer."),
        )


class RewordForm(WordsForm):
    """Other words, and what it is about."""

    offering = forms.ModelChoiceField(Offering.objects.none(), label=_("Offering"), required=False)

    def __init__(self, offerings: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offering"].queryset = offerings


class AnswerForm(DirectoryForm):
    """What becomes of it."""

    state = forms.ChoiceField(label=_("What becomes of it"), choices=Idea.State)
    planned_for = forms.CharField(
        label=_("Planned for"),
        required=False,
        max_length=60,
        help_text=_("As the roadmap says it, such as “Spring”."),
    )
    answer = forms.CharField(
        label=_("What its voters are told"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        max_length=2_000,
    )


class VoiceForm(DirectoryForm):
    """Somebody who said elsewhere that they are for it."""

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"] = PartyField(actor, label=_("Who is for it"))


class PortalProposeForm(WordsForm):
    """Proposing something as a customer."""

    to = forms.ChoiceField(label=_("Whom it is for"))

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.suggest_from("portal-ideas:similar")
        self.fields["to"].choices = choices

    def addressee(self) -> tuple[int, Side]:
        """The unit and the side."""
        unit, side = self.cleaned_data["to"].split("-")
        return int(unit), Side(side)
