"""A job: one call of a task, to be made at least once."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from twofold.core.guard import GuardedModel


class State(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    SET_ASIDE = "set_aside", _("set aside")
    DISCARDED = "discarded", _("discarded")


LIVE = (State.WAITING, State.RUNNING)


class Job(GuardedModel):
    """One call of a task. The row is written in the transaction of whoever asks for it, and so exists if that one commits."""

    task = models.CharField(max_length=200)
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    queue = models.CharField(max_length=32, default="default")
    priority = models.SmallIntegerField(default=0)
    unique_key = models.CharField(max_length=200, blank=True, default="")
    person_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)

    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    run_after = models.DateTimeField(db_default=Now())
    run_again = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    lost_leases = models.PositiveSmallIntegerField(default=0)
    fencing = models.PositiveIntegerField(default=0)
    worker = models.CharField(max_length=100, blank=True, default="")
    lease_until = models.DateTimeField(null=True)

    result = models.JSONField(null=True)
    error_class = models.CharField(max_length=200, blank=True, default="")
    last_error = models.TextField(blank=True, default="")
    decided_by = models.BigIntegerField(null=True)

    created_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "unique_key"],
                condition=Q(state__in=LIVE) & ~Q(unique_key=""),
                name="jobs_one_live_per_key",
            ),
        ]
        indexes = [
            models.Index(
                F("priority").desc(), "run_after", "id", condition=Q(state=State.WAITING), name="jobs_waiting"
            ),
            models.Index("lease_until", condition=Q(state=State.RUNNING), name="jobs_running"),
            models.Index("finished_at", condition=~Q(state__in=LIVE), name="jobs_finished"),
            models.Index(F("id").desc(), condition=Q(state=State.SET_ASIDE), name="jobs_set_aside"),
        ]

    def __str__(self) -> str:
        return f"{self.task} #{self.pk}"
