"""Responses: identified answers. Sealed ballots are another thing and live in other tables."""

from django.db import models

from twofold.core.guard import GuardedModel
from twofold.directory.models import Unit
from twofold.relationships.models import Relationship
from twofold.surveys.models.survey import Question, Survey


class Response(GuardedModel):
    """One respondent's sheet. `unit` is the unit that was rated or that served, which is the line it counts under."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="responses")
    relationship = models.ForeignKey(
        Relationship, null=True, on_delete=models.SET_NULL, related_name="responses"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()
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
    """One answer on the question's native scale; `number` for scales (zero is a value), `text` for free text."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    number = models.SmallIntegerField(null=True)
    text = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("response", "question"), name="answer_once_per_question"),
        )
        indexes = (models.Index(fields=("question", "number"), name="answer_of_question"),)

    def __str__(self) -> str:
        return f"answer {self.pk} to question {self.question_id}"
