"""The forms on a review's page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twofold.cases.models import Case
from twofold.core.actor import Actor
from twofold.directory.web.forms import DirectoryForm
from twofold.directory.web.parties.party_field import PartyField


class AnswerForm(DirectoryForm):
    """What we answered, and when."""

    words = forms.CharField(
        label=_("Our answer"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Write it where the review stands, and keep it here: nothing is sent from here."),
    )
    answered_at = forms.DateTimeField(
        label=_("Answered"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Empty: just now."),
    )


class QuoteForm(DirectoryForm):
    """How its author permits it to be quoted."""

    how = forms.CharField(
        label=_("How do we know?"),
        max_length=200,
        help_text=_("For example: by mail on 3 November, or a box ticked there."),
    )


class AuthorForm(DirectoryForm):
    """Who wrote it."""

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"] = PartyField(actor, label=_("Written by"), required=False)


class PraiseForm(DirectoryForm):
    """Whom it thanks."""

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = PartyField(actor, label=_("It thanks"))


class CaseForm(DirectoryForm):
    """What a case for it is."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=[one for one in Case.Kind.choices if one[0] != Case.Kind.CONFLICT]
    )
    title = forms.CharField(label=_("Title"), max_length=200)
