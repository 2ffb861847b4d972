"""Imports: one run over one file."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twofold.core.guard import GuardedModel
from twofold.directory.models import Unit


class ImportRun(GuardedModel):
    """One file, read as one record type on behalf of a unit. A file without a key is taken once, by its fingerprint.

    `position` is the last line whose outcome is committed: whoever goes on with a run starts behind it.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")

    TAKEN = (State.DONE, State.UNDOING, State.UNDONE)

    record_type = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person_id = models.BigIntegerField(null=True)
    user_id = models.BigIntegerField(null=True)
    file_name = models.CharField(max_length=255)
    fingerprint = models.CharField(
        max_length=64, blank=True, help_text="Of the files, the type and the unit; empty until it is started."
    )
    plan = models.JSONField(default=dict, help_text="How the file is read: see queries/plans.py.")
    is_dry_run = models.BooleanField(default=False)
    is_keyed = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    lines_total = models.PositiveBigIntegerField(null=True, help_text="About how many lines the file has.")
    position = models.PositiveBigIntegerField(default=0)
    report_size = models.PositiveBigIntegerField(default=0)
    created = models.PositiveBigIntegerField(default=0)
    updated = models.PositiveBigIntegerField(default=0)
    unchanged = models.PositiveBigIntegerField(default=0)
    rejected = models.PositiveBigIntegerField(default=0)
    samples = models.JSONField(default=list, help_text="Some lines and what became of them, for the page.")
    error = models.TextField(blank=True)
    event_id = models.BigIntegerField(
        null=True, help_text="The event under which it keeps what it does to rows that were there before."
    )
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("fingerprint",),
                condition=Q(is_dry_run=False, is_keyed=False) & ~Q(fingerprint=""),
                name="import_without_key_once",
            ),
        )
        indexes = (models.Index(fields=("created_at", "id"), name="import_run_by_age"),)

    @property
    def kind_lock(self) -> str:
        """What is held while it is decided whether imports of this kind may begin or be undone."""
        return f"imports of {self.record_type}"

    def __str__(self) -> str:
        return f"{self.file_name} as {self.record_type}"

    @property
    def rows(self) -> int:
        """How many lines have an outcome."""
        return self.created + self.updated + self.unchanged + self.rejected

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.state in (self.State.DONE, self.State.FAILED, self.State.UNDONE)
