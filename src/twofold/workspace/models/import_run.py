"""Imports: one run over one file, and the mapping people chose for files like it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twofold.core.guard import GuardedModel
from twofold.directory.models import Unit


class ImportRun(GuardedModel):
    """One file, read as one record type. A file without a key is taken once, by its fingerprint."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    record_type = models.CharField(max_length=20)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    fingerprint = models.CharField(
        max_length=64, help_text="Of everything that decides the result: files, type, mapping, options."
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person_id = models.BigIntegerField(null=True)
    user_id = models.BigIntegerField(null=True)
    plan = models.JSONField(
        default=dict, help_text="Encoding, delimiter, date order, mapping, key, joins, options."
    )
    is_dry_run = models.BooleanField(default=False)
    is_keyed = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    rows_total = models.PositiveBigIntegerField(null=True)
    rows_done = models.PositiveBigIntegerField(default=0)
    created = models.PositiveBigIntegerField(default=0)
    updated = models.PositiveBigIntegerField(default=0)
    unchanged = models.PositiveBigIntegerField(default=0)
    rejected = models.PositiveBigIntegerField(default=0)
    rejects_sha256 = models.CharField(max_length=64, blank=True)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("fingerprint",),
                condition=Q(is_dry_run=False, is_keyed=False) & ~Q(state="failed"),
                name="import_without_key_once",
            ),
        )
        indexes = (models.Index(fields=("created_at", "id"), name="import_run_by_age"),)

    def __str__(self) -> str:
        return f"{self.file_name} as {self.record_type}"


class SavedMapping(models.Model):
    """The mapping last used for files with these headers."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    record_type = models.CharField(max_length=20)
    headers_hash = models.CharField(max_length=64)
    plan = models.JSONField()
    used_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "record_type", "headers_hash"), name="saved_mapping_once"
            ),
        )

    def __str__(self) -> str:
        return f"mapping for {self.record_type}"
