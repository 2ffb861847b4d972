"""What a customer writes."""

from collections.abc import Sequence

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from twofold.cases.actions.open import LONGEST_TITLE
from twofold.cases.actions.refusals import LONGEST_WORDS
from twofold.cases.actions.self_service import MOST_FILES, Files
from twofold.cases.portal.words import promised_for
from twofold.directory.web.attributes.fields import WithAttributes
from twofold.relationships.models import Offering

WORDS = {"rows": 5, "maxlength": LONGEST_WORDS}


SUGGESTS = {
    "autocomplete": "off",
    "hx-get": reverse_lazy("portal:help-suggestions"),
    "hx-trigger": "input changed delay:300ms",
    "hx-target": "#suggestions",
    "hx-swap": "innerHTML",
}


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """The files that were chosen, as pairs of name and content."""

    def __init__(self) -> None:
        super().__init__(label=_("Files"), required=False, widget=FilesInput({"multiple": True}))

    def clean(self, data, initial=None) -> Files:
        given = [one for one in data or () if one]
        if len(given) > MOST_FILES:
            raise forms.ValidationError(_("Attach %(most)s files at most."), params={"most": MOST_FILES})
        return [
            (one.name, one.read()) for one in (super(FilesField, self).clean(file, initial) for file in given)
        ]


class WriteForm(forms.Form):
    """Words to whoever looks after a case, and files."""

    words = forms.CharField(
        label=_("Write to us"), widget=forms.Textarea(WORDS | {"rows": 3}), max_length=LONGEST_WORDS
    )
    files = FilesField()


class WithdrawForm(forms.Form):
    """Why it is not needed any more, if one likes to say."""

    reason = forms.CharField(
        label=_("Why, if you like to say"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea({"rows": 2}),
    )


class NotSolvedForm(forms.Form):
    """What is still not solved."""

    words = forms.CharField(
        label=_("What is still not solved?"), max_length=LONGEST_WORDS, widget=forms.Textarea({"rows": 3})
    )


class AskForm(WithAttributes, forms.Form):
    """What one asks a unit for."""

    title = forms.CharField(
        label=_("In a few words"), max_length=LONGEST_TITLE, widget=forms.TextInput(SUGGESTS)
    )
    offering = forms.TypedChoiceField(
        label=_("What it is about"), coerce=int, empty_value=None, required=False
    )
    words = forms.CharField(label=_("Tell us more"), max_length=LONGEST_WORDS, widget=forms.Textarea(WORDS))
    remedy_sought = forms.CharField(
        label=_("What would make it good?"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    files = FilesField()

    def __init__(self, *args, offerings: Sequence[Offering], is_complaint: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offering"].choices = [
            ("", _("Something else")),
            *((one.pk, _named(one)) for one in offerings),
        ]
        if not offerings:
            del self.fields["offering"]
        if not is_complaint:
            del self.fields["remedy_sought"]


def _named(offering: Offering) -> str:
    promise = promised_for(offering)
    return f"{offering.name} – {promise}" if promise else offering.name
