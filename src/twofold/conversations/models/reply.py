"""Saved replies and macros: what a unit says and does again and again."""

from django.db import models
from django.db.models import Q

from twofold.core.guard import GuardedModel
from twofold.directory.models import Unit


class SavedReply(GuardedModel):
    """Words to start an answer from, with variables such as ``{{ customer.name }}`` out of a closed list."""

    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.CASCADE, related_name="+", help_text="Whose; empty for all."
    )
    name = models.CharField(max_length=120)
    body = models.TextField()
    language = models.CharField(max_length=10, blank=True)
    times_used = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "saved replies"
        constraints = (
            models.UniqueConstraint(fields=("unit", "name"), name="saved_reply_once_per_unit"),
            models.UniqueConstraint(
                fields=("name",), condition=Q(unit__isnull=True), name="saved_reply_once_for_all"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Macro(GuardedModel):
    """Several acts at once: ``[{"act": "reply", "saved_reply": 3}, {"act": "close"}]``, each a verb with its own checks."""

    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.CASCADE, related_name="+", help_text="Whose; empty for all."
    )
    name = models.CharField(max_length=120)
    steps = models.JSONField(default=list)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "name"), name="macro_once_per_unit"),
            models.UniqueConstraint(
                fields=("name",), condition=Q(unit__isnull=True), name="macro_once_for_all"
            ),
        )

    def __str__(self) -> str:
        return self.name
