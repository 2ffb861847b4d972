"""The forms by which a conversation becomes a case."""

from django import forms
from django.utils.translation import gettext_lazy as _

from twofold.cases.models import Case
from twofold.relationships.models import Side

NEWCOMER = "new"


class OpenForm(forms.Form):
    """A case of what a conversation is about.

    :param parties: id and name of those it can be for
    :param types: id and name of the types that fit
    """

    party = forms.ChoiceField(
        label=_("Owed to"),
        help_text=_("Someone new is kept as a person whom nobody has checked yet."),
    )
    type = forms.ChoiceField(label=_("What it is"))
    title = forms.CharField(label=_("In a few words"), max_length=200)
    side = forms.ChoiceField(label=_("As which customer"), choices=Side, widget=forms.RadioSelect)
    remedy_sought = forms.CharField(
        label=_("What would make it good"), max_length=500, required=False,
        help_text=_("For complaints: what the customer asks for, in their words."),
    )  # fmt: skip

    def __init__(self, parties: list[tuple[str, str]], types: list[tuple[str, str]], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = parties
        self.fields["type"].choices = [*types, (_("Plain"), [(one.value, one.label) for one in Case.Kind])]


class JoinForm(forms.Form):
    """To which case it belongs."""

    case = forms.IntegerField(label=_("Number of the case"), min_value=1, max_value=2**62)


class ComplainForm(forms.Form):
    """Which message complains."""

    message = forms.TypedChoiceField(label=_("Which message"), coerce=int)
    remedy_sought = forms.CharField(label=_("What would make it good"), max_length=500, required=False)

    def __init__(self, messages: list[tuple[int, str]], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["message"].choices = messages
