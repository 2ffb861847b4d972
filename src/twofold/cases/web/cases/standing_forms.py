"""The forms about where a case stands: its type, what it waits for, who works behind it, of what it is a part."""

from django import forms
from django.utils.translation import gettext_lazy as _

from twofold.cases.web.cases.forms import Words


class TypeForm(forms.Form):
    """Of which type it is."""

    type = forms.TypedChoiceField(label=_("Type"), coerce=int)

    def __init__(self, types: list[tuple[int, str]], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = [("", _("Choose a type")), *types]


class BlockForm(forms.Form):
    """For what it waits."""

    blocked_by = forms.IntegerField(
        label=_("Number of the case that has to be done first"), min_value=1, max_value=2**62
    )


class OwnerForm(forms.Form):
    """Who does the work behind."""

    internal_owner = forms.TypedChoiceField(
        label=_("Does the work behind"), coerce=int, empty_value=None, required=False,
        help_text=_("Whoever looks after it stays the customer’s face."),
    )  # fmt: skip

    def __init__(self, people: list[tuple[int, str]], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["internal_owner"].choices = [("", _("Nobody besides")), *people]


class GroupForm(forms.Form):
    """Of which major issue it is a part."""

    major = forms.TypedChoiceField(
        label=_("Part of the major issue"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, issues: list[tuple[int, str]], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["major"].choices = [("", _("None")), *issues]


class TellAllForm(forms.Form):
    """What everyone concerned is told."""

    words = forms.CharField(label=_("What all their customers are told"), widget=Words(3), strip=False)


class ResolveAllForm(forms.Form):
    """What was done, for all."""

    resolution = forms.CharField(
        label=_("What was done"), widget=Words(2), help_text=_("Each customer reads this sentence.")
    )


class NothingAsked(forms.Form):
    """An act that needs a button only."""
