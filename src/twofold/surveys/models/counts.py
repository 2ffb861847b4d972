"""What is counted beforehand, so that a page need not go through every answer, and which units totals are about."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.directory.models import Unit
from twofold.surveys.models.asking import Wave
from twofold.surveys.models.question import Question
from twofold.surveys.models.survey import Survey


class CountedSheets(models.Model):
    """Up to which sheet the answers of a survey of outside customers are counted in `AnswerCount`."""

    survey = models.OneToOneField(
        Survey, primary_key=True, on_delete=models.CASCADE, related_name="counted_sheets"
    )
    sheets = models.PositiveIntegerField()
    last_id = models.BigIntegerField(help_text=_("The newest sheet that is counted."))
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.sheets} sheets of survey {self.survey_id}"


class AnswerCount(models.Model):
    """How often an answer was given about one unit in one month and round. Only of named surveys of outside customers."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="answer_counts")
    wave = models.ForeignKey(Wave, null=True, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    question = models.ForeignKey(
        Question,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Empty: the sheets themselves are counted."),
    )
    value = models.SmallIntegerField(null=True, help_text=_("Empty: how many answered without a number."))
    n = models.PositiveIntegerField()

    class Meta:
        indexes = (models.Index(fields=("survey", "wave"), name="answer_count_of_survey"),)

    def __str__(self) -> str:
        return f"{self.question_id} = {self.value}: {self.n}"


class Participation(models.Model):
    """How many of those asked have answered, counted once a day: told more often it would tell who answered just now."""

    wave = models.OneToOneField(
        Wave, primary_key=True, on_delete=models.CASCADE, related_name="participation"
    )
    answered = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.answered} of wave {self.wave_id}"


class ToldUnit(models.Model):
    """A unit that the released totals of a round are about: who leads it may see them, within its own groups."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="told_units")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("wave", "unit"), name="told_unit_once_per_wave"),)

    def __str__(self) -> str:
        return f"wave {self.wave_id} about unit {self.unit_id}"
