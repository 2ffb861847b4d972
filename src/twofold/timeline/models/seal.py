"""The chain: one link for each sealed event, and one seal for each day."""

from django.db import models

from twofold.timeline.models.event import Event


class Link(models.Model):
    """SHA-256 over an event and over the link before it, so that the first altered event can be named."""

    event = models.OneToOneField(Event, primary_key=True, on_delete=models.PROTECT, related_name="link")
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"event {self.event_id} {self.digest[:12]}"


class DaySeal(models.Model):
    """The end of the chain after one UTC day's events, also written to a file outside the database."""

    day = models.DateField(unique=True)
    last_event_id = models.BigIntegerField()
    events = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.day} {self.digest[:12]}"
