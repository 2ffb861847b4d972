"""Surveys and their questions. Instruments are typed, so that variants are never mixed in one trend."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.core.guard import GuardedModel
from twofold.directory.models import Unit
from twofold.relationships.models import Side


class Survey(GuardedModel):
    """An asking of one side by a unit."""

    class Mode(models.TextChoices):
        NAMED = "named", _("Named")
        CONFIDENTIAL = "confidential", _("Confidential")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="surveys")
    name = models.CharField(max_length=200)
    side = models.CharField(max_length=8, choices=Side)
    mode = models.CharField(max_length=12, choices=Mode)
    created_at = models.DateTimeField()
    import_run_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("unit", "name"), name="survey_name_once_per_unit"),)

    def __str__(self) -> str:
        return self.name

    @property
    def is_protected(self) -> bool:
        """Whether nobody may be told what one person answered: confidential ones, and all among colleagues."""
        return self.mode == self.Mode.CONFIDENTIAL or self.side == Side.INTERNAL


class Question(models.Model):
    """One question on its native scale. Answers are kept as given and recoded when read."""

    class Instrument(models.TextChoices):
        NPS = "nps", _("NPS, 0–10")
        ENPS = "enps", _("eNPS, 0–10")
        CSAT = "csat", _("Satisfaction, top box")
        CES = "ces", _("Effort 2.0, 1–7")
        SCALE = "scale", _("Scale")
        TEXT = "text", _("Free text")

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="questions")
    code = models.CharField(max_length=120)
    wording = models.CharField(max_length=300)
    instrument = models.CharField(max_length=5, choices=Instrument)
    scale_low = models.SmallIntegerField(null=True)
    scale_high = models.SmallIntegerField(null=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("survey", "code"), name="question_code_once_per_survey"),
        )

    def __str__(self) -> str:
        return self.wording

    @property
    def instrument_in_words(self) -> str:
        """The kind of question with its scale: “Satisfaction, top box, 1–5”."""
        said = str(self.get_instrument_display())
        if self.scale_low is None or "–" in said:
            return said
        return f"{said}, {self.scale_low}–{self.scale_high}"
