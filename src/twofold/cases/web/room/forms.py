"""The forms of the conflict room."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from twofold.cases.actions.settlements import Agreed
from twofold.cases.models import Cause, CheckBack
from twofold.cases.web.cases.forms import Words
from twofold.core.actor import Actor
from twofold.directory.web.parties.party_field import PartyField

STEP_LINES = 4


class OneOf(forms.Form):
    """Someone to name."""

    def __init__(self, actor: Actor, label: str, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"] = PartyField(actor, label=label)


class CauseForm(forms.Form):
    """Why it came about."""

    cause = forms.ModelChoiceField(Cause.objects.none(), label=_lazy("Cause"))

    def __init__(self, field: str, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offered = Cause.objects.filter(field=field, retired_at__isnull=True)
        self.fields["cause"].queryset = offered.order_by("order", "name", "pk")


class PositionForm(forms.Form):
    """How one side sees it."""

    body = forms.CharField(label=_lazy("How you see it"), widget=Words(5), strip=False)


class FactForm(forms.Form):
    """A fact to share."""

    words = forms.CharField(label=_lazy("Fact"), max_length=500)
    happened_on = forms.DateField(
        label=_lazy("When"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )


class OptionForm(forms.Form):
    """A way out."""

    title = forms.CharField(label=_lazy("What you propose"), max_length=200)
    in_favour = forms.CharField(label=_lazy("What speaks for it"), widget=Words(2), required=False)
    against = forms.CharField(label=_lazy("What speaks against it"), widget=Words(2), required=False)


class SettlementForm(forms.Form):
    """What is agreed, and who does what by when."""

    words = forms.CharField(label=_lazy("What is agreed"), widget=Words(4))
    check_back_on = forms.DateField(
        label=_lazy("Ask each side whether it holds on"),
        required=False,
        help_text=_lazy("Left empty, 30 days from now."),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, sides: list[tuple[int, str]], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for line in range(1, STEP_LINES + 1):
            self.fields[f"step_{line}"] = forms.CharField(
                label=_("Step %(n)s") % {"n": line}, max_length=300, required=False
            )
            self.fields[f"side_{line}"] = forms.TypedChoiceField(
                label=_("Done by"), coerce=int, choices=[("", "–"), *sides], required=False, empty_value=None
            )
            self.fields[f"due_{line}"] = forms.DateField(
                label=_("By"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
            )

    @property
    def lines(self) -> list[list[forms.BoundField]]:
        """The fields of each step, together."""
        return [
            [self[f"{name}_{line}"] for name in ("step", "side", "due")] for line in range(1, STEP_LINES + 1)
        ]

    def clean(self) -> dict:
        given = super().clean()
        for line in range(1, STEP_LINES + 1):
            parts = [given.get(f"{name}_{line}") for name in ("step", "side", "due")]
            if (
                any(parts)
                and not all(parts)
                and not any(f"{n}_{line}" in self.errors for n in ("step", "side", "due"))
            ):
                self.add_error(f"step_{line}", _("Say what is done, by whom and by when."))
        return given

    def steps(self) -> list[Agreed]:
        """The steps that were filled in."""
        given = self.cleaned_data
        return [
            Agreed(given[f"step_{line}"], given[f"side_{line}"], given[f"due_{line}"])
            for line in range(1, STEP_LINES + 1)
            if given[f"step_{line}"]
        ]


class CheckBackForm(forms.Form):
    """Whether it holds."""

    answer = forms.ChoiceField(
        label=_lazy("Does it hold?"), choices=CheckBack.Answer, widget=forms.RadioSelect
    )
    words = forms.CharField(label=_lazy("What you want to say about it"), widget=Words(2), required=False)
