"""Recency windows: how long after a dealing a customer still counts as current."""

from django.db import models

from twofold.relationships.models.offering import OfferingFamily
from twofold.relationships.models.relationship import Side


class RecencyWindow(models.Model):
    """The window in force from a day on, for one side and one family (or all), over the whole enterprise.

    Derived from the gaps between dealings, unless the family states one. Kept so that the answer for a past day stays the answer.
    """

    class Origin(models.TextChoices):
        DERIVED = "derived"
        POOLED = "pooled"
        CHOSEN = "chosen"

    side = models.CharField(max_length=8, choices=Side)
    family = models.ForeignKey(OfferingFamily, null=True, on_delete=models.CASCADE, related_name="windows")
    in_force_from = models.DateField()
    days = models.FloatField()
    gaps = models.PositiveIntegerField(help_text="How many gaps between dealings it rests on.")
    origin = models.CharField(max_length=8, choices=Origin)
    computed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("side", "family", "in_force_from"), name="recency_window_once_a_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.days:.1f} d from {self.in_force_from}"
