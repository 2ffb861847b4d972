"""Stored figures: computed by jobs, so that a page only reads."""

from django.db import models

from twofold.core.guard import GuardedModel
from twofold.directory.models import Unit
from twofold.relationships.models import Side


class StoredFigure(GuardedModel):
    """One measure for a unit with all below it, on one side, as of the end of one day."""

    measure = models.CharField(max_length=60)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=8, choices=Side)
    day = models.DateField()
    value = models.FloatField(null=True)
    n = models.PositiveIntegerField()
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    said_instead = models.CharField(max_length=200, blank=True)
    detail = models.JSONField(default=dict)
    computed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "side", "measure", "day"), name="stored_figure_once_a_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure} {self.side} {self.day}"
