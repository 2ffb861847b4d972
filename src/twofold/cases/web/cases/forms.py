"""The forms of the case pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from twofold.cases.actions.past_queue import LONGEST_REASON
from twofold.cases.actions.refusals import LONGEST_WORDS
from twofold.cases.models import Case
from twofold.cases.queries.promises import TARGET_HOURS
from twofold.directory.web.attributes.fields import WithAttributes
from twofold.relationships.models import Side
from twofold.ui.originals import Compared


class Words(forms.Textarea):
    """A field for a few sentences."""

    def __init__(self, rows: int = 3, **attrs: str) -> None:
        super().__init__(attrs={"rows": rows} | attrs)


class AnswerForm(forms.Form):
    """What the customer is told.

    :param seen: id of the newest message that is shown beside it; None where there is no conversation
    """

    words = forms.CharField(label=_("What the customer is told"), widget=Words(4), strip=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, seen: int | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = seen


class NoteForm(forms.Form):
    """Words among colleagues."""

    body = forms.CharField(label=_("Among colleagues"), widget=Words(2), strip=False)


class AssignForm(Compared, forms.Form):
    """Who looks after a case."""

    assignee = forms.TypedChoiceField(
        label=_("Looked after by"), coerce=int, empty_value=None, required=False
    )
    reason = forms.CharField(max_length=LONGEST_REASON, widget=Words(1), required=False)

    def __init__(self, workers: list[tuple[int, str]], *args, asks_why: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"].choices = [("", _("Nobody yet")), *workers]
        self.fields["reason"].label = asks_why
        if not asks_why:
            del self.fields["reason"]


class ResolveForm(forms.Form):
    """What was done."""

    resolution = forms.CharField(
        label=_("What was done"), widget=Words(2), help_text=_("The customer reads this sentence.")
    )
    despite = forms.CharField(
        label=_("Why it is done although others still work on it"),
        max_length=500,
        required=False,
        help_text=_("Among colleagues. Left empty, this case waits for them."),
    )

    def __init__(self, *args, waits: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not waits:
            del self.fields["despite"]


class ReopenForm(forms.Form):
    """Why it is not done after all."""

    reason = forms.CharField(label=_("Why it is not done after all"), widget=Words(2))


class TransferForm(forms.Form):
    """To which unit a case is passed on, and why."""

    unit = forms.TypedChoiceField(label=_("Pass on to"), coerce=int)
    reason = forms.CharField(label=_("Why"), widget=Words(2))

    def __init__(self, units: list[tuple[int, str]], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _("Choose a unit")), *units]


class AskForm(forms.Form):
    """What another unit is asked for."""

    unit = forms.TypedChoiceField(label=_("Ask"), coerce=int)
    title = forms.CharField(label=_("For what"), max_length=200)
    description = forms.CharField(
        label=_("Details"), max_length=LONGEST_WORDS, widget=Words(2), required=False
    )

    def __init__(self, units: list[tuple[int, str]], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _("Choose a unit")), *units]


class DetailsForm(WithAttributes, forms.Form):
    """The attributes of a case."""


class NewCaseForm(WithAttributes, forms.Form):
    """A new case of a customer who has been chosen."""

    party = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("What is owed, in a few words"), max_length=200)
    kind = forms.ChoiceField(
        label=_("What it is"), choices=Case.Kind, initial=Case.Kind.REQUEST, widget=forms.RadioSelect
    )
    side = forms.ChoiceField(
        label=_("As which customer"),
        choices=Side,
        widget=forms.RadioSelect,
        help_text=_(
            "A side is chosen, not derived: a colleague who buys a chair is an external customer then."
        ),
    )
    unit = forms.TypedChoiceField(label=_("Owed by"), coerce=int)
    offering = forms.TypedChoiceField(
        label=_("Offering"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("What an offering promises goes before the usual time."),
    )
    description = forms.CharField(
        label=_("Details"), max_length=LONGEST_WORDS, widget=Words(5), required=False
    )
    remedy_sought = forms.CharField(
        label=_("What would make it good"), max_length=500, required=False,
        help_text=_("For complaints: what the customer asks for, in their words."),
    )  # fmt: skip
    is_restricted = forms.BooleanField(
        label=_("Restricted: only for those named, whoever looks after it and leads"), required=False
    )

    def __init__(
        self, units: list, offerings: list, *args, types: list[tuple[str, str]] | None = None, **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].help_text = f"{promised_hours()} {_('A policy may promise something else.')}"
        plain = [(kind.value, kind.label) for kind in Case.Kind]
        if types:
            self.fields["kind"] = forms.ChoiceField(
                label=_("What it is"), choices=[*types, (_("Plain"), plain)], initial=types[0][0]
            )
        self.fields["unit"].choices = units
        self.fields["offering"].choices = [("", _("None in particular")), *offerings]
        if not offerings:
            del self.fields["offering"]


def promised_hours() -> str:
    """What is promised for each kind, in a sentence."""
    kinds = ", ".join(f"{kind.label.lower()} {hours}" for kind, hours in TARGET_HOURS.items())
    return _("Promised within working hours: %(kinds)s.") % {"kinds": kinds}
