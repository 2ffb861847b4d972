"""Recency windows: how long after a dealing a customer still counts as current."""

from django.db import models
from django.db.models import Q

from twofold.relationships.models.offering import OfferingFamily
from twofold.relationships.models.relationship import Side


class RecencyWindow(models.Model):
    """The window in force from one day to another, for one side and one family (or all), over the whole enterprise.

    Derived from the gaps between dealings, unless the family states one. The nightly one is in force until the next
    (`in_force_until` is empty); one worked out for a day in the past holds for that day alone, so that no answer depends
    on what was asked before.
    """

    class Origin(models.TextChoices):
        DERIVED = "derived"
        POOLED = "pooled"
        CHOSEN = "chosen"

    side = models.CharField(max_length=8, choices=Side)
    family = models.ForeignKey(OfferingFamily, null=True, on_delete=models.CASCADE, related_name="windows")
    in_force_from = models.DateField()
    in_force_until = models.DateField(null=True)
    days = models.FloatField()
    gaps = models.PositiveIntegerField(help_text="How many gaps between dealings it rests on.")
    origin = models.CharField(max_length=8, choices=Origin)
    computed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("side", "family", "in_force_from"),
                condition=Q(family__isnull=False),
                name="recency_window_of_family_once",
            ),
            models.UniqueConstraint(
                fields=("side", "in_force_from"),
                condition=Q(family__isnull=True),
                name="recency_window_of_all_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.days:.1f} d from {self.in_force_from}"
