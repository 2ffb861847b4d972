"""The form of a policy, and the lines of its ladder."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from twofold.cases.actions.promised import MOST_RUNGS, Promised, Rung
from twofold.cases.models import EscalationStep, ServicePolicy, Target
from twofold.cases.web.policies.working_time import WorkingTime
from twofold.core.actor import Actor, Level
from twofold.core.filters import Rules
from twofold.directory.web.forms import DirectoryForm, all_unit_choices, unit_choices

PREFIX = "rung"
NEEDED = {EscalationStep.Act.TELL_PERSON, EscalationStep.Act.REASSIGN}


class PolicyForm(DirectoryForm):
    """What is promised, for whom, and by whose hours."""

    name = forms.CharField(label=_("Name"), max_length=120)
    unit = forms.TypedChoiceField(
        label=_("For cases of"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Those of the units below count too, unless they are sealed."),
    )
    first_answer_minutes = WorkingTime(label=Target.FIRST_ANSWER.label)
    next_answer_minutes = WorkingTime(label=Target.NEXT_ANSWER.label)
    resolution_minutes = WorkingTime(label=Target.RESOLUTION.label)
    calendar_unit = forms.TypedChoiceField(
        label=_("Counted by the working hours of"), coerce=int, empty_value=None, required=False
    )
    is_active = forms.BooleanField(label=_("In force"), required=False)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for_all = [("", _("All units"))] if actor.may("administer") else []
        self.fields["unit"].choices = [*for_all, *unit_choices(actor, Level.LEAD)]
        self.fields["unit"].required = not for_all
        own = _("the unit that has the case")
        self.fields["calendar_unit"].choices = [("", own), *all_unit_choices()]

    def promised(self, conditions: Rules, rungs: Sequence[Rung]) -> Promised:
        """What the form states, as the verbs take it."""
        told = dict(self.cleaned_data)
        units = {"unit_id": told.pop("unit"), "calendar_unit_id": told.pop("calendar_unit")}
        return Promised(**told, **units, conditions=conditions, rungs=rungs)


class RungForm(forms.Form):
    """One rung: when it is reached, and what happens then."""

    amount = forms.IntegerField(label=_("How much"), min_value=0, max_value=1_000_000)
    when = forms.ChoiceField(
        label=_("Of what"), choices=EscalationStep.When, initial=EscalationStep.When.SHARE
    )
    target = forms.ChoiceField(label=_("Promise"), choices=Target, initial=Target.FIRST_ANSWER)
    act = forms.ChoiceField(
        label=_("What happens"), choices=EscalationStep.Act, initial=EscalationStep.Act.TELL_OWNER
    )
    person = forms.TypedChoiceField(label=_("Who"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, people: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "–"), *people]

    def rung(self) -> Rung:
        """The rung; whom it names only where that matters."""
        told = self.cleaned_data
        person = told["person"] if told["act"] in NEEDED else None
        return Rung(told["target"], told["when"], told["amount"], told["act"], person)


class Ladder(forms.BaseFormSet):
    """The rungs of a policy."""

    def add_fields(self, form: RungForm, index: int | None) -> None:
        """With a check box for each that takes it away."""
        super().add_fields(form, index)
        form.fields[DELETION_FIELD_NAME].label = _("Remove this rung")

    def rungs(self) -> list[Rung]:
        """Those that are stated and not to be removed."""
        return [
            form.rung()
            for form in self.forms
            if form.cleaned_data and not form.cleaned_data.get(DELETION_FIELD_NAME)
        ]


def ladder_of(
    people: Iterable[tuple[int, str]], data: QueryDict | None, initial: Sequence[dict], extra: int = 1
) -> Ladder:
    """The form of a ladder, with empty lines for more rungs."""
    lines = forms.formset_factory(
        RungForm, Ladder, extra=extra, can_delete=True, max_num=MOST_RUNGS, absolute_max=MOST_RUNGS + 5
    )
    return lines(data, initial=None if data else initial, prefix=PREFIX, form_kwargs={"people": list(people)})


def stated_policy(policy: ServicePolicy | None) -> dict[str, Any]:
    """What the form of a policy begins with."""
    if policy is None:
        return {"is_active": True}
    names = ("name", "first_answer_minutes", "next_answer_minutes", "resolution_minutes", "is_active")
    return {name: getattr(policy, name) for name in names} | {
        "unit": policy.unit_id,
        "calendar_unit": policy.calendar_unit_id,
    }


def stated_rungs(policy: ServicePolicy | None) -> list[dict[str, Any]]:
    """What the lines of its ladder begin with, in the order in which they are climbed."""
    steps = policy.steps.order_by("target", "pk") if policy else ()
    names = ("amount", "when", "target", "act")
    return [{name: getattr(step, name) for name in names} | {"person": step.person_id} for step in steps]


def typed_policy(form: QueryDict) -> dict[str, Any]:
    """What was typed so far, by a button that only changes the form."""
    return {name: form.get(name) for name in PolicyForm.base_fields}


def typed_rungs(form: QueryDict) -> list[dict[str, Any]]:
    """The lines of a ladder as typed so far, without the empty ones."""
    count = form.get(f"{PREFIX}-TOTAL_FORMS", "0")
    lines = range(min(int(count), MOST_RUNGS) if count.isdecimal() and len(count) < 4 else 0)
    typed = [{name: form.get(f"{PREFIX}-{n}-{name}") for name in RungForm.base_fields} for n in lines]
    return [line for line in typed if line["amount"]]
