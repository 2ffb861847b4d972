"""The daily links of the chain."""

from django.db import models


class DaySeal(models.Model):
    """SHA-256 over one UTC day's events in the order of their ids, and over the seal of the sealed day before."""

    day = models.DateField(unique=True)
    last_event_id = models.BigIntegerField()
    events = models.PositiveIntegerField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.day} {self.digest[:12]}"
