"""Surveys, and the version of its questionnaire that each respondent was shown."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.core.guard import GuardedModel
from twofold.directory.models import Party, Unit
from twofold.relationships.models import Side


class Survey(GuardedModel):
    """An asking of one side by a unit. What it promises its respondents is frozen when it goes out, and only ever tightened."""

    class Mode(models.TextChoices):
        NAMED = "named", _("Named")
        CONFIDENTIAL = "confidential", _("Confidential")
        ANONYMOUS = "anonymous", _("Anonymous")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        LIVE = "live", _("Asking")
        CLOSED = "closed", _("Closed")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="surveys")
    name = models.CharField(max_length=200)
    side = models.CharField(max_length=8, choices=Side)
    mode = models.CharField(max_length=12, choices=Mode)
    state = models.CharField(max_length=6, choices=State, default=State.CLOSED)
    template = models.CharField(max_length=40, blank=True, help_text=_("What it was begun from."))
    languages = models.JSONField(default=list, help_text=_("Codes of languages, the one of the names first."))
    least_group = models.PositiveSmallIntegerField(
        default=5, help_text=_("Totals are told of groups of at least so many; it can only be raised.")
    )
    lenses = models.JSONField(
        default=dict,
        help_text=_("The attributes that results are cut by besides the units, and their crossing."),
    )
    promise = models.JSONField(
        default=dict, help_text=_("Language → the sentence shown before the first question, as it went out.")
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Party, null=True, on_delete=models.SET_NULL, related_name="+")
    launched_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    import_run_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("unit", "name"), name="survey_name_once_per_unit"),)

    def __str__(self) -> str:
        return self.name

    @property
    def is_protected(self) -> bool:
        """Whether nobody may be told what one person answered: confidential and anonymous ones, and all among colleagues."""
        return self.mode != self.Mode.NAMED or self.side == Side.INTERNAL


class SurveyVersion(models.Model):
    """A questionnaire as respondents were shown it. A change to a live survey is a new version; no answer is touched by it.

    `form` is the document that `twofold.surveys.questionnaire` reads: pages, wording by language, options, what leads where.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    form = models.JSONField(default=dict)
    saved_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, help_text=_("Empty while it is a draft."))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("survey", "number"), name="survey_version_numbered_once"),
            models.UniqueConstraint(
                fields=("survey",),
                condition=models.Q(published_at__isnull=True),
                name="survey_version_one_draft",
            ),
        )

    def __str__(self) -> str:
        return f"{self.survey_id}, version {self.number}"
