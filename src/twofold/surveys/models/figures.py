"""The deeper figures of a survey: what is compared, how far the computing is, and what came out. Workers write, pages read."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twofold.surveys.models.asking import Wave
from twofold.surveys.models.question import Question
from twofold.surveys.models.survey import Survey


class FigurePlan(models.Model):
    """What the deeper figures of a survey compare. Without a plan they follow what the questionnaire says."""

    survey = models.OneToOneField(
        Survey, primary_key=True, on_delete=models.CASCADE, related_name="figure_plan"
    )
    outcome = models.ForeignKey(
        Question,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The question whose drivers are looked for."),
    )
    dimensions = models.JSONField(
        default=list,
        help_text=_("Names of dimensions: the items of a battery are shared out among them in their order."),
    )
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"what survey {self.survey_id} compares"


class FigureRun(models.Model):
    """The last computing of a survey's figures. What was computed before stands until a run is whole."""

    survey = models.OneToOneField(
        Survey, primary_key=True, on_delete=models.CASCADE, related_name="figure_run"
    )
    asked_at = models.DateTimeField()
    done = models.PositiveSmallIntegerField(default=0, help_text=_("Kinds of figures computed so far."))
    of = models.PositiveSmallIntegerField(default=0, help_text=_("Kinds of figures to compute."))
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"figures of survey {self.survey_id}"


class StoredFigure(models.Model):
    """One kind of figure of a survey, or of one round of it, whole, as a page draws it.

    `figures` says why there is none (`refusal`) where the answers do not allow one. Of protected answers it is computed once,
    of all of them together, when no more can come.
    """

    class Kind(models.TextChoices):
        DRIVERS = "drivers", _("Drivers")
        TOGETHER = "together", _("What goes along with it")
        QUALITY = "quality", _("Expected and perceived")
        IMPORTANCE = "importance", _("Importance and performance")
        WEIGHTING = "weighting", _("Weighting")
        RESPONSE = "response", _("Response rates")
        AGREEMENT = "agreement", _("Agreement")
        THEMES = "themes", _("Themes")

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="stored_figures")
    wave = models.ForeignKey(Wave, null=True, on_delete=models.CASCADE, related_name="stored_figures")
    kind = models.CharField(max_length=10, choices=Kind)
    key = models.CharField(max_length=120, blank=True, help_text=_("Code of the question it is about."))
    figures = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("survey", "kind", "key"),
                condition=Q(wave__isnull=True),
                name="stored_figure_once_per_survey",
            ),
            models.UniqueConstraint(
                fields=("wave", "kind", "key"),
                condition=Q(wave__isnull=False),
                name="stored_figure_once_per_wave",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of survey {self.survey_id}"
