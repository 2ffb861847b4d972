"""The forms of what a survey does by itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twofold.accounts.queries.workers import workers_of
from twofold.cases.models import Case
from twofold.cases.queries.case_types import offered_types
from twofold.core.actor import Actor
from twofold.directory.queries.units import unit_tree
from twofold.directory.web.forms import INDENT, DirectoryForm
from twofold.relationships.models import Side
from twofold.surveys.actions.loop.rules import Followed, can_be_followed
from twofold.surveys.models import FollowUpRule, Question, Survey, Trigger

KINDS = [choice for choice in Case.Kind.choices if choice[0] != Case.Kind.CONFLICT]


class TriggerForm(DirectoryForm):
    """Another moment at which it asks."""

    moment = forms.ChoiceField(label=_("It asks"))
    days = forms.IntegerField(
        label=_("Days later"),
        min_value=0,
        required=False,
        help_text=_("0 asks as soon as a few minutes have passed; 30 after the beginning asks on day 30."),
    )
    case_kinds = forms.MultipleChoiceField(
        label=_("After cases of these kinds"),
        choices=KINDS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all. Restricted cases and conflicts are never asked about."),
    )
    share = forms.IntegerField(
        label=_("Of each hundred, how many are asked"), min_value=1, max_value=100, initial=100
    )

    def __init__(self, survey: Survey, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = survey.side == Side.INTERNAL
        self.fields["moment"].choices = [
            choice for choice in Trigger.Moment.choices if inside or choice[0] != Trigger.Moment.LEAVING
        ]

    def clean_days(self) -> int:
        return self.cleaned_data["days"] or 0


def _in_full(question: Question) -> str:
    """Its words, after those of the matrix that it is a line of."""
    matrix = question.matrix
    return f"{matrix.in_general} {question.in_general}" if matrix else question.in_general


class FollowUpForm(DirectoryForm):
    """Which answers open a case."""

    question = forms.TypedChoiceField(label=_("Question"), coerce=int)
    at_most = forms.IntegerField(
        label=_("Opens a case up to"),
        help_text=_("On NPS, up to 6 are detractors; of five, up to 2 are bad."),
    )
    case_type = forms.TypedChoiceField(label=_("Type of case"), coerce=int, required=False, empty_value=None)
    unit = forms.TypedChoiceField(label=_("Whose it becomes"), coerce=int, required=False, empty_value=None)
    owner = forms.TypedChoiceField(
        label=_("Who looks after it"), coerce=int, required=False, empty_value=None
    )
    due_days = forms.IntegerField(label=_("Due within days"), min_value=1, initial=3)
    ask_again_days = forms.IntegerField(
        label=_("Ask again, days after it was resolved"),
        min_value=1,
        required=False,
        help_text=_("Empty: nobody is asked again."),
    )

    def __init__(self, survey: Survey, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question"].choices = [
            (one.pk, f"{_in_full(one)} ({one.scale_low}–{one.scale_high})") for one in can_be_followed(survey)
        ]
        offered = offered_types(actor, [survey.unit_id], survey.side).exclude(kind=Case.Kind.CONFLICT)
        self.types = {one.pk: one for one in offered}
        self.fields["case_type"].choices = [
            ("", _("A plain request")),
            *((pk, one.name) for pk, one in self.types.items()),
        ]
        self.fields["unit"].choices = [("", _("The unit that the answer speaks of")), *branch_of(survey)]
        workers = workers_of(survey.unit_id)
        self.fields["owner"].choices = [("", _("As cases of the unit find someone")), *workers]

    def followed(self) -> Followed:
        """What the rule says, once the form is valid."""
        said = self.cleaned_data
        return Followed(
            at_most=said["at_most"],
            case_type=self.types.get(said["case_type"]),
            unit_id=said["unit"],
            owner_id=said["owner"],
            due_days=said["due_days"],
            ask_again_days=said["ask_again_days"],
        )


def branch_of(survey: Survey) -> list[tuple[int, str]]:
    """The unit that asks and those below it, as they lie in the tree."""
    tree, choices = unit_tree(), []
    waiting = [(survey.unit_id, 0)]
    while waiting:
        unit, depth = waiting.pop()
        choices.append((unit, INDENT * depth + tree.names[unit]))
        below = [child for child in tree.children(unit) if child not in tree.sealed]
        waiting += [(child, depth + 1) for child in reversed(below)]
    return choices


def rule_as_typed(rule: FollowUpRule) -> dict[str, Any]:
    """A rule as its form begins with it."""
    fields = ("at_most", "due_days", "ask_again_days")
    return {name: getattr(rule, name) for name in fields} | {
        "question": rule.question_id,
        "case_type": rule.case_type_id,
        "unit": rule.unit_id,
        "owner": rule.owner_id,
    }
