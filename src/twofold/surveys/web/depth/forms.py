"""What the deeper figures of a survey compare."""

from django import forms
from django.utils.translation import gettext_lazy as _

from twofold.surveys.models import FigurePlan, Survey
from twofold.surveys.queries.figures.batteries import battery_of, outcome_of, possible_outcomes, questions_of


class PlanForm(forms.Form):
    """The main question, and names of dimensions where items have none."""

    outcome = forms.ChoiceField(
        label=_("Main question"),
        required=False,
        help_text=_("Its drivers are looked for: a score, or satisfaction over all."),
    )
    dimensions = forms.CharField(label=_("Dimensions"), required=False)

    def __init__(self, survey: Survey, plan: FigurePlan | None, *given) -> None:
        questions = questions_of(survey)
        outcome = outcome_of(questions, plan)
        super().__init__(
            *given,
            initial={
                "outcome": str(outcome.pk) if outcome else "",
                "dimensions": ", ".join(plan.dimensions) if plan else "",
            },
        )
        asked = [(str(one.pk), one.wording) for one in possible_outcomes(questions)]
        self.fields["outcome"].choices = [("", _("none yet")), *asked]
        battery = battery_of(questions, None)
        if not battery.items or battery.dimensions:
            del self.fields["dimensions"]
        else:
            self.fields["dimensions"].help_text = _(
                "Names with commas between, such as reliability, empathy: the %(items)s items are shared out evenly among them, "
                "in their order. Without names each item stands for itself."
            ) % {"items": len(battery.items)}

    @property
    def outcome_id(self) -> int | None:
        """The question chosen."""
        return int(self.cleaned_data["outcome"]) if self.cleaned_data["outcome"] else None

    @property
    def names(self) -> list[str]:
        """The dimensions named."""
        return [name for name in self.cleaned_data.get("dimensions", "").split(",") if name.strip()]
