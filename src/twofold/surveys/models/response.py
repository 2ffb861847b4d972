"""Responses: identified answers. Sealed ballots are another thing and live in other tables."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.core.guard import GuardedModel
from twofold.directory.models import Unit
from twofold.files.models import StoredFile
from twofold.relationships.models import Relationship
from twofold.surveys.models.asking import Invitation, Wave
from twofold.surveys.models.doors import Door
from twofold.surveys.models.question import Question
from twofold.surveys.models.survey import Survey, SurveyVersion


class Response(GuardedModel):
    """One respondent's sheet. `unit` is the unit that was rated or that served, which is the line it counts under."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="responses")
    version = models.ForeignKey(SurveyVersion, null=True, on_delete=models.PROTECT, related_name="+")
    wave = models.ForeignKey(Wave, null=True, on_delete=models.CASCADE, related_name="responses")
    invitation = models.OneToOneField(
        Invitation, null=True, on_delete=models.SET_NULL, related_name="response"
    )
    relationship = models.ForeignKey(
        Relationship, null=True, on_delete=models.SET_NULL, related_name="responses"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    rater_unit = models.ForeignKey(
        Unit,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Where the respondent works, when units rate each other."),
    )
    answered_at = models.DateTimeField()
    language = models.CharField(max_length=10, blank=True)
    weight = models.DecimalField(max_digits=9, decimal_places=4, default=1)
    submission = models.UUIDField(
        null=True, unique=True, help_text=_("Given by the page: the same sheet sent twice counts once.")
    )
    door = models.ForeignKey(
        Door,
        null=True,
        on_delete=models.SET_NULL,
        related_name="responses",
        help_text=_("By which way it came, where there was no invitation."),
    )
    guess = models.DecimalField(
        max_digits=7,
        decimal_places=2,
        null=True,
        help_text=_("What they thought that the others would answer on average, where that was asked."),
    )
    external_key = models.CharField(max_length=200, null=True)
    import_run_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("survey", "external_key"),
                condition=models.Q(external_key__isnull=False),
                name="response_key_once_per_survey",
            ),
        )
        indexes = (
            models.Index(fields=("survey", "answered_at"), name="response_of_survey"),
            models.Index(fields=("unit", "answered_at"), name="response_of_unit"),
            models.Index(fields=("relationship", "answered_at"), name="response_of_relationship"),
        )

    def __str__(self) -> str:
        return f"response {self.pk} to survey {self.survey_id}"


class Answer(models.Model):
    """One answer on the question's native scale; `number` for scales and options (zero is a value), `text` for free text."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    number = models.SmallIntegerField(null=True)
    text = models.TextField(blank=True)
    amount = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    day = models.DateField(null=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("response", "question"), name="answer_once_per_question"),
        )
        indexes = (models.Index(fields=("question", "number"), name="answer_of_question"),)

    def __str__(self) -> str:
        return f"answer {self.pk} to question {self.question_id}"


class Pick(models.Model):
    """One of several that were chosen, or one place of a ranking."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="picks")
    value = models.SmallIntegerField()
    place = models.PositiveSmallIntegerField(null=True, help_text=_("1 is first; only of rankings."))

    class Meta:
        constraints = (models.UniqueConstraint(fields=("answer", "value"), name="pick_once_per_answer"),)

    def __str__(self) -> str:
        return f"{self.value} of answer {self.answer_id}"
