"""The forms of improvement actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twofold.core.actor import Actor
from twofold.directory.web.forms import Day, DirectoryForm
from twofold.directory.web.parties.party_field import PartyField
from twofold.relationships.models import Side
from twofold.relationships.queries.improvements import measures_of
from twofold.relationships.web.forms import Words


class CarryOnForm(DirectoryForm):
    """What will be better, by whom and until when."""

    title = forms.CharField(label=_("What will be better"), max_length=200)
    heard = forms.CharField(
        label=_("What was said"),
        required=False,
        widget=Words(),
        help_text=_("In a sentence or two that everyone who raised it can read later, without names."),
    )
    plan = forms.CharField(label=_("What we do about it"), required=False, widget=Words())
    due_on = Day(label=_("Until"), required=True)
    is_underway = forms.BooleanField(label=_("Work on it has begun"), required=False)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = PartyField(
            actor, label=_("Who sees to it"), required=False, help_text=_("A colleague, by name.")
        )
        self.fields = {"title": self.fields["title"], "owner": owner, **self.fields}


class BeginForm(CarryOnForm):
    """A new one: whose it is, and by which figure its effect will be seen."""

    def __init__(self, units: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["is_underway"]
        self.fields["unit_id"] = forms.TypedChoiceField(label=_("Unit"), coerce=int, choices=units)
        self.fields["side"] = forms.ChoiceField(
            label=_("Whose experience it is about"), choices=Side, widget=forms.RadioSelect
        )
        figures = [
            (side.label, [(key, measure.name) for key, measure in measures_of(side).items()]) for side in Side
        ]
        self.fields["measure"] = forms.ChoiceField(
            label=_("Its effect is seen by"),
            required=False,
            choices=[("", _("No figure")), *figures],
            help_text=_(
                "How the figure of the unit stands now is kept, and set beside how it stands afterwards."
                " That it became better does not say why."
            ),
        )


class EndForm(DirectoryForm):
    """What was done, or why it was given up."""

    outcome = forms.CharField(
        label=_("We did"),
        widget=Words(),
        help_text=_("Whoever raised it reads this, when you tell them."),
    )
    is_done = forms.TypedChoiceField(
        label=_("How it ends"),
        choices=[("1", _("Done")), ("0", _("Given up"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        initial="1",
    )
