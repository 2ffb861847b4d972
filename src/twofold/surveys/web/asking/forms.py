"""The form in which a round is planned."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.directory.models import Affiliation
from twofold.directory.web.forms import DirectoryForm
from twofold.relationships.models import Side
from twofold.surveys.actions.asking.rounds import Timing
from twofold.surveys.models import Survey, Wave
from twofold.surveys.queries.asking.audiences import BELONGING, STANDINGS, Audience, Whom
from twofold.surveys.queries.asking.preview import unit_choices
from twofold.surveys.web.asking.words import STANDING_WORDS, WHOM
from twofold.workspace.models import SavedView

USUAL_DAYS, EVENING = 14, time(18)


def moment(**stated: Any) -> forms.DateTimeField:
    """A day and a time of day."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(widget=widget, **stated)


class RoundForm(DirectoryForm):
    """Whom, when, and what comes after."""

    name = forms.CharField(label=_("Name"), max_length=120, required=False, help_text=_("E.g. Autumn 2026."))
    kind = forms.ChoiceField(label=_("It asks"))
    units = forms.TypedMultipleChoiceField(
        label=_("Units, with those below them"),
        coerce=int,
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    belonging = forms.MultipleChoiceField(
        label=_("How they belong to the units"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(kind.value, kind.label) for kind in BELONGING],
        initial=[Affiliation.Kind.EMPLOYEE.value],
    )
    standing = forms.MultipleChoiceField(
        label=_("Their standing"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(standing.value, STANDING_WORDS[standing]) for standing in STANDINGS],
        initial=["current"],
    )
    has_contacts = forms.BooleanField(
        label=_("Of organisations, ask those who belong to them as contacts"), required=False
    )
    view = forms.TypedChoiceField(
        label=_("Saved view"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("Asked are those whom its owner sees in it, and who belong to this side."),
    )
    share = forms.IntegerField(
        label=_("Of each hundred, how many are asked"),
        min_value=1,
        max_value=100,
        initial=100,
        help_text=_("Fewer than 100 are drawn by chance, others each time."),
    )
    opens_at = moment(label=_("Opens"), required=False, help_text=_("Empty: at once."))
    closes_at = moment(label=_("Closes"), required=False)
    remind_after_days = forms.IntegerField(
        label=_("Remind after days"), min_value=0, max_value=90, required=False
    )
    repeats_every = forms.IntegerField(
        label=_("Again every"), min_value=0, max_value=52, required=False, help_text=_("Empty: never.")
    )
    repeats_in = forms.ChoiceField(
        label=_("Weeks or months"), choices=Wave.Period, required=False, initial="months"
    )

    def __init__(self, survey: Survey, actor: Actor, now: datetime, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.survey, self.now = survey, now
        is_inside = survey.side == Side.INTERNAL
        views = visible_list(SavedView, actor).filter(list_name="party").order_by("name", "pk")
        self.fields["view"].choices = [("", "–"), *views.values_list("pk", "name")]
        offered = [Whom.PEOPLE, Whom.CUSTOMERS, Whom.VIEW] if is_inside else [Whom.CUSTOMERS, Whom.VIEW]
        self.fields["kind"].choices = [(whom.value, WHOM[whom]) for whom in offered]
        self.fields["units"].choices = unit_choices()
        if not is_inside:
            del self.fields["belonging"]
        self.initial.setdefault("units", [survey.unit_id])
        self.initial.setdefault("closes_at", _evening(now + timedelta(days=USUAL_DAYS)))
        self.fields["remind_after_days"].help_text = (
            _("Everyone is reminded: nobody here knows who has answered. Empty: nobody is.")
            if survey.mode == Survey.Mode.ANONYMOUS
            else _("Only those who have not answered. Empty: nobody is.")
        )

    def audience(self) -> Audience:
        """Whom it asks, once the form is valid."""
        given = self.cleaned_data
        return Audience(
            Whom(given["kind"]),
            tuple(given["units"]),
            tuple(given.get("belonging") or ()),
            tuple(given["standing"]),
            given["has_contacts"],
            given["view"],
            given["share"],
        )

    def timing(self) -> Timing:
        """When it takes place, once the form is valid."""
        given = self.cleaned_data
        return Timing(
            given["opens_at"] or self.now,
            given["closes_at"],
            given["remind_after_days"] or 0,
            given["repeats_every"] or 0,
            given["repeats_in"],
        )


def _evening(moment: datetime) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate(moment), EVENING))
