"""Questions, typed by instrument so that variants are never mixed in one trend, and their options."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.surveys.models.survey import Survey
from twofold.surveys.questionnaire.piping import PLACE


class Question(models.Model):
    """One question on its native scale. Answers are kept as given and recoded when read.

    Instrument and scale never change once a version with it went out: asked otherwise, it is another question.
    """

    class Instrument(models.TextChoices):
        NPS = "nps", _("NPS, 0–10")
        ENPS = "enps", _("eNPS, 0–10")
        CSAT = "csat", _("Satisfaction, top box")
        CES = "ces", _("Effort 2.0, 1–7")
        SCALE = "scale", _("Scale")
        REACTION = "reaction", _("Reaction, five faces")
        CHOICE = "choice", _("One of several")
        CHOICES = "choices", _("Several of several")
        MATRIX = "matrix", _("Matrix")
        RANKING = "ranking", _("Ranking")
        NUMBER = "number", _("Number")
        DATE = "date", _("Date")
        FILE = "file", _("File")
        TEXT = "text", _("Free text")

    class Part(models.TextChoices):
        """Which part of a battery of expectation, perception and importance it asks for."""

        EXPECTATION = "expectation", _("Expectation")
        PERCEPTION = "perception", _("Perception")
        IMPORTANCE = "importance", _("Importance")

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="questions")
    matrix = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="rows")
    code = models.CharField(max_length=120)
    wording = models.CharField(max_length=300)
    instrument = models.CharField(max_length=12, choices=Instrument)
    scale_low = models.SmallIntegerField(null=True)
    scale_high = models.SmallIntegerField(null=True)
    position = models.PositiveSmallIntegerField(default=0)
    part = models.CharField(max_length=11, choices=Part, blank=True)
    item = models.CharField(max_length=60, blank=True, help_text=_("What the parts of a battery share."))
    dimension = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("survey", "code"), name="question_code_once_per_survey"),
        )

    def __str__(self) -> str:
        return self.wording

    @property
    def in_general(self) -> str:
        """The wording about nobody in particular: “How satisfied are you with …?”."""
        return PLACE.sub("…", self.wording).replace("….", "…")

    @property
    def instrument_in_words(self) -> str:
        """The kind of question with its scale: “Satisfaction, top box, 1–5”."""
        said = str(self.get_instrument_display())
        if self.scale_low is None or "–" in said:
            return said
        return f"{said}, {self.scale_low}–{self.scale_high}"


class Option(models.Model):
    """What can be chosen: a number that answers keep, and its words in the survey's first language."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="options")
    value = models.SmallIntegerField()
    label = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("question", "value"), name="option_value_once"),)

    def __str__(self) -> str:
        return self.label
