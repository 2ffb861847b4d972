"""Dealings: the facts that a customer was served, from which standing, repeat rate and retention follow on both sides."""

from django.db import models
from django.db.models import Q

from twofold.core.guard import GuardedModel
from twofold.directory.models import Unit
from twofold.relationships.models.offering import Offering
from twofold.relationships.models.relationship import Relationship


class Dealing(GuardedModel):
    """One fact: a purchase outside, a delivered service inside. What one order holds shares its `reference`.

    A cancellation or return is a dealing of its own, with `is_reversal` set, negative quantity and value, and `reverses`
    where the original is known. `unit` repeats the relationship's provider, for the gate and its index.
    """

    relationship = models.ForeignKey(Relationship, on_delete=models.PROTECT, related_name="dealings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    offering = models.ForeignKey(Offering, null=True, on_delete=models.PROTECT, related_name="dealings")
    happened_at = models.DateTimeField()
    quantity = models.DecimalField(max_digits=14, decimal_places=3, default=1)
    value_minor = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3, blank=True)
    reference = models.CharField(max_length=80, blank=True)
    external_key = models.CharField(max_length=200, null=True, unique=True)
    is_reversal = models.BooleanField(default=False)
    reverses = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="reversals")
    import_run_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(reverses__isnull=True) | Q(is_reversal=True),
                name="dealing_reverses_only_as_a_reversal",
            ),
        )
        indexes = (
            models.Index(fields=("relationship", "happened_at", "id"), name="dealing_of_relationship"),
            models.Index(fields=("unit", "happened_at", "id"), name="dealing_of_unit"),
            models.Index(fields=("offering", "happened_at"), name="dealing_of_offering"),
            models.Index(fields=("happened_at", "id"), name="dealing_by_time"),
        )

    def __str__(self) -> str:
        return f"{self.reference or self.pk} at {self.happened_at:%Y-%m-%d}"
