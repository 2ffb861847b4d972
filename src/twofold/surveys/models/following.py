"""What comes of asking: what a trigger did, which answers open a case, and how units rated each other."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.cases.models import Case, CaseType
from twofold.directory.models import Party, Unit
from twofold.surveys.models.asking import Trigger, Wave
from twofold.surveys.models.question import Question
from twofold.surveys.models.response import Response
from twofold.surveys.models.survey import Survey


class TriggerTally(models.Model):
    """How often a trigger asked on a day, and how often it did not and why. It says nothing about whom."""

    class Outcome(models.TextChoices):
        ASKED = "asked", _("Asked")
        NOT_DRAWN = "not_drawn", _("Not drawn: only a share is asked")
        OF_ONESELF = "of_oneself", _("Would have rated their own work")
        NOT_DONE = "not_done", _("Opened again, withdrawn or reversed meanwhile")
        DUPLICATE = "duplicate", _("Told with others, or in a conversation that is spam")
        RESTRICTED = "restricted", _("Restricted, or a conflict: no mail tells of it")
        WORK_BEHIND = "work_behind", _("Work behind another case")
        NOBODY = "nobody", _("No person to ask")
        LONG_AGO = "long_ago", _("Happened long ago")
        ASKED_ANYWAY = "asked_anyway", _("Asked anyway, after a bad answer")
        MOVED = "moved", _("Only moved between units")

    trigger = models.ForeignKey(Trigger, on_delete=models.CASCADE, related_name="tallies")
    day = models.DateField()
    outcome = models.CharField(max_length=12, choices=Outcome)
    n = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "trigger tallies"
        constraints = (
            models.UniqueConstraint(fields=("trigger", "day", "outcome"), name="trigger_tally_once_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.outcome} on {self.day}: {self.n}"


class FollowUpRule(models.Model):
    """Which answers of a named survey open a case, whose it becomes, by when it is due, and when the customer is asked again."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="follow_up_rules")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+")
    at_most = models.SmallIntegerField(help_text=_("Answers up to this one open a case."))
    case_type = models.ForeignKey(CaseType, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        Unit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Empty: the unit that the answer speaks of."),
    )
    owner = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", help_text=_("Who does it.")
    )
    due_days = models.PositiveSmallIntegerField(default=3)
    ask_again_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text=_("So many days after the case was resolved; empty: never.")
    )
    is_on = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("survey", "question"), name="follow_up_rule_once_per_question"),
        )

    def __str__(self) -> str:
        return f"{self.question_id} at most {self.at_most}"


class FollowUp(models.Model):
    """The case that came of an answer: one at most, and the answer stays its evidence."""

    response = models.OneToOneField(Response, on_delete=models.CASCADE, related_name="follow_up")
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="+")
    rule = models.ForeignKey(FollowUpRule, null=True, on_delete=models.SET_NULL, related_name="follow_ups")
    made_at = models.DateTimeField()
    asked_again_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=("rule", "case"),
                condition=models.Q(asked_again_at__isnull=True),
                name="follow_up_to_ask_again",
            ),
        )

    def __str__(self) -> str:
        return f"case {self.case_id} of response {self.response_id}"


class UnitRatings(models.Model):
    """How units rated each other in a round, as it was told once the round had closed: never counted again afterwards."""

    wave = models.OneToOneField(Wave, primary_key=True, on_delete=models.CASCADE, related_name="unit_ratings")
    told_at = models.DateTimeField()
    figures = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "unit ratings"

    def __str__(self) -> str:
        return f"ratings of wave {self.wave_id}"
