"""Old and new values, kept apart from the event so that they can be erased while the chain stays whole."""

from django.db import models

from twofold.timeline.models.event import Event


class Change(models.Model):
    """One field's old and new value. The event keeps a salted hash of all its changes."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="changes")
    field = models.CharField(max_length=80)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    salt = models.CharField(max_length=32, blank=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("event", "field"), name="change_once_per_field"),)

    def __str__(self) -> str:
        return f"{self.field} in event {self.event_id}"
