"""The form of a type of case, and the lines of its stages."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from twofold.cases.actions.case_types import MOST_STAGES, StageStated, TypeStated
from twofold.cases.models import Case, CaseType
from twofold.cases.queries.case_types import asked_of_customers
from twofold.core.actor import Actor, Level
from twofold.directory.queries.attributes import attributes_of
from twofold.directory.web.forms import DirectoryForm, all_unit_choices, unit_choices

PREFIX = "stage"
LEFT_OUT = _(
    "Customers cannot look up parties: in the portal, these are left for you to fill in: %(labels)s."
)


class TypeForm(DirectoryForm):
    """What a type says of itself."""

    name = forms.CharField(label=_("Name"), max_length=80)
    kind = forms.ChoiceField(label=_("What it is"), choices=Case.Kind)
    description = forms.CharField(
        label=_("In a sentence"), max_length=300, required=False,
        help_text=_("Shown to whoever chooses among the types."),
    )  # fmt: skip
    unit = forms.TypedChoiceField(label=_("Taken on by"), coerce=int, empty_value=None, required=False)
    handled_by = forms.TypedChoiceField(
        label=_("Always goes to"), coerce=int, empty_value=None, required=False,
        help_text=_("Whatever unit was asked, e.g. a sealed one for grievances."),
    )  # fmt: skip
    is_for_external = forms.BooleanField(label=_("For external customers"), required=False)
    is_for_internal = forms.BooleanField(label=_("For colleagues and units"), required=False)
    is_in_portal = forms.BooleanField(label=_("Can be chosen in the portal"), required=False)
    is_restricted = forms.BooleanField(
        label=_("Restricted: only for those named, whoever looks after it and leads"), required=False
    )
    waits_for_children = forms.BooleanField(
        label=_("Not resolved before what it asked other units for is done"), required=False
    )
    way = forms.ChoiceField(label=_("How it finds someone"), choices=CaseType.Way, widget=forms.RadioSelect)
    skill = forms.CharField(label=_("What whoever gets it in turn must know"), max_length=60, required=False)
    attributes = forms.TypedMultipleChoiceField(
        label=_("Its form asks for"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("These have to be filled in when a case of this type is opened."),
    )  # fmt: skip

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for_all = [("", _("All units"))] if actor.may("administer") else []
        self.fields["unit"].choices = [*for_all, *unit_choices(actor, Level.LEAD)]
        self.fields["unit"].required = not for_all
        self.fields["handled_by"].choices = [("", _("The unit that is asked")), *all_unit_choices()]
        known = list(attributes_of("case"))
        self.fields["attributes"].choices = [(one.pk, one.label) for one in known]
        if not known:
            del self.fields["attributes"]
        elif left_out := [one.label for one in known if one not in asked_of_customers(known)]:
            self.fields["attributes"].help_text += " " + LEFT_OUT % {"labels": ", ".join(left_out)}

    def stated(self, stages: Sequence[StageStated]) -> TypeStated:
        """What the form states, as the verbs take it."""
        told = {"attributes": ()} | self.cleaned_data
        units = {"unit_id": told.pop("unit"), "handled_by_id": told.pop("handled_by")}
        return TypeStated(**told, **units, stages=stages)


class StageForm(forms.Form):
    """One stage."""

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Stage"), max_length=60)
    pauses = forms.BooleanField(label=_("Clocks stand still"), required=False)
    limit = forms.IntegerField(label=_("At most"), min_value=1, max_value=9999, required=False)

    def stage(self) -> StageStated:
        """The stage as the verbs take it."""
        told = self.cleaned_data
        return StageStated(told["name"], told["pauses"], told["limit"], told["pk"])


class Stages(forms.BaseFormSet):
    """The stages of a type, in the order of their numbers."""

    def add_fields(self, form: StageForm, index: int | None) -> None:
        """With a box that takes it away, and its place."""
        super().add_fields(form, index)
        form.fields[DELETION_FIELD_NAME].label = _("Remove this stage")
        form.fields["ORDER"].label = _("Place")

    def stages(self) -> list[StageStated]:
        """Those that are stated and not to be removed, in order."""
        return [form.stage() for form in self.ordered_forms if form.cleaned_data.get("name")]


def stages_of_form(data: QueryDict | None, initial: Sequence[dict], extra: int = 1) -> Stages:
    """The lines of a type's stages, with empty ones for more."""
    lines = forms.formset_factory(
        StageForm,
        Stages,
        extra=extra,
        can_delete=True,
        can_order=True,
        max_num=MOST_STAGES,
        absolute_max=MOST_STAGES + 5,
    )
    return lines(data, initial=None if data else initial, prefix=PREFIX)


def stated_type(case_type: CaseType | None) -> dict[str, Any]:
    """What the form of a type begins with."""
    if case_type is None:
        return {
            "kind": Case.Kind.REQUEST,
            "way": CaseType.Way.TAKEN,
            "is_for_internal": True,
            "is_for_external": True,
            "is_in_portal": True,
            "waits_for_children": True,
        }
    names = [name for name in TypeForm.base_fields if name not in ("unit", "handled_by")]
    return {name: getattr(case_type, name) for name in names} | {
        "unit": case_type.unit_id,
        "handled_by": case_type.handled_by_id,
    }


def stated_stages(case_type: CaseType | None) -> list[dict[str, Any]]:
    """What the lines of its stages begin with."""
    if case_type is None:
        return [{"name": _("New")}, {"name": _("In progress")}]
    rows = case_type.stages.order_by("order", "pk")
    return [{"pk": row.pk, "name": row.name, "pauses": row.pauses, "limit": row.limit} for row in rows]


def typed_stages(form: QueryDict) -> list[dict[str, Any]]:
    """The lines as typed so far, without the empty ones."""
    count = form.get(f"{PREFIX}-TOTAL_FORMS", "0")
    lines = range(min(int(count), MOST_STAGES) if count.isdecimal() and len(count) < 4 else 0)
    typed = [{name: form.get(f"{PREFIX}-{n}-{name}") for name in StageForm.base_fields} for n in lines]
    return [line for line in typed if line["name"]]
