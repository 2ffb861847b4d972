"""Long acts over many records: a bulk edit, or taking one back."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.core.guard import GuardedModel


class BulkRun(GuardedModel):
    """One edit of all records that match a filter, or one undo of many rows, run in the background.

    `position` is the last id whose outcome is committed; a run that was interrupted goes on behind it.
    """

    class Act(models.TextChoices):
        EDIT = "edit", _("Edit")
        UNDO = "undo", _("Undo")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    act = models.CharField(max_length=5, choices=Act)
    list_name = models.CharField(max_length=30, blank=True)
    plan = models.JSONField(default=dict, help_text="Rules or ids, and the new values.")
    user_id = models.BigIntegerField()
    person_id = models.BigIntegerField(null=True)
    event_id = models.BigIntegerField(null=True, help_text="The event that this run wrote.")
    undone_event_id = models.BigIntegerField(
        null=True, db_index=True, help_text="The event that it took back."
    )
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    total = models.PositiveBigIntegerField(default=0)
    done = models.PositiveBigIntegerField(default=0)
    refused = models.PositiveBigIntegerField(default=0)
    position = models.BigIntegerField(default=0)
    samples = models.JSONField(
        default=list, help_text="Some rows that were kept as they are, each with the reason."
    )
    error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("user_id", "-created_at"), name="bulk_run_of_user"),)

    def __str__(self) -> str:
        return f"{self.act} {self.list_name} {self.pk}"
