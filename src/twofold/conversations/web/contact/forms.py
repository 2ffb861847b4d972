"""The forms in which it is said how often people are written to, and that someone wants it no more."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twofold.conversations.actions.contact_rules import LONGEST
from twofold.conversations.actions.entered_objections import LONGEST as LONGEST_REASON
from twofold.conversations.actions.entered_objections import TO_STAFF
from twofold.conversations.models import Purpose
from twofold.conversations.queries.contact_budget import IN_ALL, allowances, silences
from twofold.directory.web.forms import DirectoryForm

MOST_EVER = 1_000


class SaidForm(DirectoryForm):
    """How someone said something to whoever enters it."""

    medium = forms.ChoiceField(
        label=_("How they said so"), choices=[(one.value, one.label) for one in TO_STAFF]
    )
    reason = forms.CharField(
        label=_("In their words"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Nobody has to say why."),
    )


class ObjectionForm(SaidForm):
    """What someone wants no more of."""

    purposes = forms.MultipleChoiceField(
        label=_("They want no more"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Say what they want no more of.")},
    )
    field_order = ("purposes", "medium", "reason")

    def __init__(self, open_to: Sequence[Purpose], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purposes"].choices = [(one.value, one.label) for one in open_to]


class ConsentForm(SaidForm):
    """That someone may be written to after all: nobody takes this back but they themselves."""

    is_their_word = forms.BooleanField(
        label=_("They said so themselves"), error_messages={"required": _("Only they can take it back.")}
    )


class ContactRulesForm(forms.Form):
    """A line for each purpose, one for all together, and one for each reason to leave someone in peace."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limits = allowances()
        self.quiet = silences()
        for purpose, one in self.limits.items():
            key = purpose or "all"
            self.fields[f"most_{key}"] = forms.IntegerField(
                label=_("At most"), min_value=1, max_value=MOST_EVER, required=False, initial=one.most
            )
            self.fields[f"days_{key}"] = forms.IntegerField(
                label=_("in so many days"), min_value=1, max_value=LONGEST, initial=one.days
            )
        for silence, rule in self.quiet:
            self.fields[f"is_quiet_{silence.name}"] = forms.BooleanField(
                label=silence.label, required=False, initial=rule.is_on
            )
            self.fields[f"quiet_{silence.name}"] = forms.IntegerField(
                label=_("and so many days after"), min_value=0, max_value=LONGEST, initial=rule.days_after
            )

    def lines(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """What it is about, how many, in how many days."""
        return [
            (
                Purpose(purpose).label if purpose else _("All of it together"),
                self[f"most_{purpose or 'all'}"],
                self[f"days_{purpose or 'all'}"],
            )
            for purpose in sorted(self.limits, key=lambda purpose: purpose == IN_ALL)
        ]

    def silence_lines(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Whether it is heeded, how long after."""
        return [
            (self[f"is_quiet_{silence.name}"], self[f"quiet_{silence.name}"]) for silence, _rule in self.quiet
        ]

    def stated(self) -> dict[str, dict]:
        """As the action takes it."""
        given = self.cleaned_data
        return {
            "wanted": {
                purpose: (given[f"most_{purpose or 'all'}"], given[f"days_{purpose or 'all'}"])
                for purpose in self.limits
            },
            "quiet": {
                silence.name: (given[f"is_quiet_{silence.name}"], given[f"quiet_{silence.name}"])
                for silence, _rule in self.quiet
            },
        }
