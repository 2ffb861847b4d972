"""Notes: a table of their own, so that nothing that sends messages can ever read one."""

from django.db import models

from twofold.core.guard import GuardedModel
from twofold.directory.models import Party, Unit


class Note(GuardedModel):
    """Words of the staff about a party, a record, or both. Never sent to anyone."""

    party = models.ForeignKey(
        Party,
        null=True,
        on_delete=models.CASCADE,
        related_name="notes",
        help_text="Empty while nobody knows who writes.",
    )
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Party, null=True, on_delete=models.SET_NULL, related_name="+")
    body = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("party", "-created_at", "-id"), name="note_of_party"),
            models.Index(fields=("subject_kind", "subject_id", "-created_at"), name="note_of_subject"),
        )

    def __str__(self) -> str:
        return self.body[:60]
