"""What an event did to stored rows, kept so that it can be taken back, and read as the history of a record's fields."""

from django.db import models

from twofold.timeline.models.event import Event


class ChangedRow(models.Model):
    """One row that an event created, changed or deleted. Its values are erasable; that it was changed is not.

    `kind` is the model's label, e.g. ``directory.party``; `old` is null for a created row, `new` for a deleted one.
    """

    class Act(models.TextChoices):
        CREATED = "created"
        CHANGED = "changed"
        DELETED = "deleted"

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="changed_rows")
    kind = models.CharField(max_length=40)
    row_id = models.BigIntegerField()
    act = models.CharField(max_length=7, choices=Act)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("kind", "row_id", "-id"), name="changed_row_of_record"),)

    def __str__(self) -> str:
        return f"{self.kind}:{self.row_id} {self.act} in event {self.event_id}"
