"""The forms of handling a complaint, one for each step."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from twofold.cases.models import Case, Cause, Complaint, Remedy
from twofold.cases.queries.customers import offerings_of
from twofold.cases.web.cases.forms import Words
from twofold.core.money import Money
from twofold.directory.queries.units import unit_tree
from twofold.directory.web.forms import Day, all_unit_choices

NONE = [("", _("None in particular"))]


class NothingAsked(forms.Form):
    """A step that needs a button only."""


class MarkForm(forms.Form):
    """That a case is a complaint, and where that was said."""

    message = forms.TypedChoiceField(
        label=_("Said in"), coerce=int, empty_value=None, required=False,
        help_text=_("The message is kept as the evidence. No particular words are needed."),
    )  # fmt: skip
    remedy_sought = forms.CharField(label=_("What would make it good"), max_length=500, required=False)

    def __init__(self, messages: list[tuple[int, str]], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["message"].choices = [("", _("No particular message")), *messages]
        if not messages:
            del self.fields["message"]


class AssessForm(forms.Form):
    """How bad it is, and what was done at once."""

    severity = forms.TypedChoiceField(label=_("How severe"), choices=Case.Severity, coerce=int)
    is_about_safety = forms.BooleanField(label=_("Someone’s safety is at stake"), required=False)
    immediate_action = forms.CharField(
        label=_("Done at once"), widget=Words(2), required=False,
        help_text=_("Before anyone knew why: what keeps it from getting worse."),
    )  # fmt: skip


class InvestigateForm(forms.Form):
    """What was found out."""

    words = forms.CharField(label=_("What was found out"), widget=Words(3))


class RespondForm(forms.Form):
    """What the customer was told of the outcome."""

    words = forms.CharField(label=_("Customer told of the outcome"), widget=Words(3))


class DecideForm(forms.Form):
    """Upheld or not, and why."""

    decision = forms.ChoiceField(label=_("Decision"), choices=Complaint.Decision, widget=forms.RadioSelect)
    words = forms.CharField(label=_("Why"), widget=Words(2))
    recourse = forms.CharField(
        label=_("Where else they can turn"), max_length=500, required=False,
        help_text=_("Needed when it is rejected: an ombudsman, a higher unit, a court."),
    )  # fmt: skip


class AcceptForm(forms.Form):
    """Whether the customer accepts it."""

    is_accepted = forms.TypedChoiceField(
        label=_("The customer"),
        coerce=lambda value: value == "yes",
        choices=[("yes", _("accepts the decision")), ("no", _("does not accept it"))],
        widget=forms.RadioSelect,
    )


class RemedyForm(forms.Form):
    """One thing to be given."""

    kind = forms.ChoiceField(label=_("What is given"), choices=Remedy.Kind)
    words = forms.CharField(label=_("In words"), max_length=300, required=False)
    cost = forms.DecimalField(label=_("What it costs us"), min_value=0, max_digits=15, required=False)
    currency = forms.CharField(label=_("Currency"), max_length=3, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["currency"].initial = settings.CURRENCY

    def money(self) -> Money | None:
        """What it costs.

        :raises BadInput: if there is no such currency, or the amount has too many decimals
        """
        cost = self.cleaned_data["cost"]
        return Money.exactly(cost, self.cleaned_data["currency"] or settings.CURRENCY) if cost else None


class CauseForm(forms.Form):
    """Why it came about, whose work was behind it, and what keeps it from happening again."""

    cause = forms.TypedChoiceField(label=_("Cause"), coerce=int)
    words = forms.CharField(label=_("Why it came about"), widget=Words(2))
    behind_unit = forms.TypedChoiceField(
        label=_("Unit whose work was behind it"), coerce=int, empty_value=None, required=False
    )
    behind_offering = forms.TypedChoiceField(
        label=_("Internal service behind it"), coerce=int, empty_value=None, required=False
    )
    corrective_action = forms.CharField(
        label=_("What keeps it from happening again"), widget=Words(2), required=False
    )
    due_on = Day(label=_("To be in place by"))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        causes = Cause.objects.filter(field=Cause.Field.COMPLAINT, retired_at=None).order_by("order", "pk")
        self.fields["cause"].choices = [("", _("Choose a cause")), *causes.values_list("pk", "name")]
        self.fields["behind_unit"].choices = [*NONE, *all_unit_choices()]
        self.fields["behind_offering"].choices = [*NONE, *offerings_of(list(unit_tree().names))]


class EffectForm(forms.Form):
    """Whether it has helped, and how one knows."""

    is_good = forms.TypedChoiceField(
        label=_("What was done"),
        coerce=lambda value: value == "yes",
        choices=[("yes", _("has helped")), ("no", _("has not helped"))],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("How you know"), widget=Words(2))
