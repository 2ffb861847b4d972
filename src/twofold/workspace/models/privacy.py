"""The privacy desk: what a person asked for about their own data, and how long people are kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.core.guard import GuardedModel
from twofold.directory.models import Unit


class PrivacyRequest(GuardedModel):
    """One person's request to read or to erase what is held about them, and what was done. It outlives the data."""

    class Kind(models.TextChoices):
        ACCESS = "access", _("Copy of their data")
        ERASURE = "erasure", _("Erasure")

    kind = models.CharField(max_length=7, choices=Kind)
    party_id = models.BigIntegerField(help_text="Plain, since it outlives the party.")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    asked_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_by_id = models.BigIntegerField(null=True, help_text="The person who did it.")
    summary = models.JSONField(default=dict, help_text="Label → how many rows; never a value.")

    class Meta:
        indexes = (models.Index(fields=("-id",), name="privacy_request_newest"),)

    def __str__(self) -> str:
        return f"{self.kind} for {self.party_id}"


class RetentionRule(models.Model):
    """After how long without any dealing, case or answer people of a standing are anonymised. One row for each standing."""

    standing = models.CharField(max_length=20, unique=True)
    months = models.PositiveIntegerField(null=True, help_text="Empty: kept until someone erases them.")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.standing} {self.months}"
