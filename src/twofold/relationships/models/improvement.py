"""Improvement actions: what is done about what was heard, by whom, until when, and whether it helped."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.core.guard import GuardedModel
from twofold.directory.models import Party, Unit
from twofold.relationships.models.relationship import Side


class Improvement(GuardedModel):
    """One thing that a unit does better because of what its customers said.

    `before` and `after` are figures of the unit with all below it: ``{"value", "n", "low", "high", "at"}``. That the second is
    better says when it became so, not why.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        UNDERWAY = "underway", _("Underway")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Given up")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=8, choices=Side, help_text=_("Whose experience it is about."))
    title = models.CharField(max_length=200, help_text=_("What will be better."))
    heard = models.TextField(blank=True, help_text=_("What customers said."))
    plan = models.TextField(blank=True)
    owner = models.ForeignKey(Party, null=True, on_delete=models.SET_NULL, related_name="+")
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.PLANNED)
    outcome = models.TextField(blank=True, help_text=_("What was done, or why it was given up."))
    measure = models.CharField(max_length=60, blank=True, help_text=_("By which figure its effect is seen."))
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(
        null=True, help_text=_("When the mails to those who raised it were written.")
    )

    class Meta:
        indexes = (models.Index(fields=("unit", "state", "due_on"), name="improvement_of_unit"),)

    def __str__(self) -> str:
        return self.title

    @property
    def is_ended(self) -> bool:
        """Whether nothing more is to be done."""
        return self.state in (self.State.DONE, self.State.DROPPED)


class ImprovementEvidence(models.Model):
    """A record from which an improvement was begun, named by label and id; whoever raised it is told what came of it."""

    improvement = models.ForeignKey(
        Improvement, on_delete=models.CASCADE, related_name="evidence_rows", db_index=False
    )
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    added_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "improvement evidence"
        constraints = (
            models.UniqueConstraint(
                fields=("improvement", "subject_kind", "subject_id"), name="improvement_evidence_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}"
