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
    where the original is known; `reversed_on` is the day on which reversals added up to the whole quantity. Only what is
    `is_completed` makes someone a customer: not a reversal, an adjustment or a free sample. `unit` repeats the
    relationship's provider, for the gate and its index; `happened_on` is the business day of `happened_at`.
    """

    relationship = models.ForeignKey(
        Relationship, on_delete=models.PROTECT, related_name="dealings", db_index=False
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    offering = models.ForeignKey(
        Offering, null=True, on_delete=models.PROTECT, related_name="dealings", db_index=False
    )
    happened_at = models.DateTimeField()
    happened_on = models.DateField()
    quantity = models.DecimalField(max_digits=14, decimal_places=3, default=1)
    value_minor = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3, blank=True)
    reference = models.CharField(max_length=80, blank=True)
    external_key = models.CharField(max_length=200, null=True)
    is_completed = models.BooleanField(default=True)
    is_reversal = models.BooleanField(default=False)
    reverses = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="reversals", db_index=False
    )
    reversed_on = models.DateField(null=True)
    import_run_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(reverses__isnull=True) | Q(is_reversal=True),
                name="dealing_reverses_only_as_a_reversal",
            ),
            models.CheckConstraint(
                condition=Q(is_completed=False) | Q(is_reversal=False),
                name="dealing_completes_nothing_as_a_reversal",
            ),
            models.UniqueConstraint(
                fields=("unit", "external_key"),
                condition=Q(external_key__isnull=False),
                name="dealing_key_once_per_unit",
            ),
        )
        indexes = (
            models.Index(fields=("relationship", "happened_at", "id"), name="dealing_of_relationship"),
            models.Index(fields=("unit", "happened_at", "id"), name="dealing_of_unit"),
            models.Index(fields=("offering", "happened_at", "id"), name="dealing_of_offering"),
            models.Index(fields=("happened_at", "id"), name="dealing_by_time"),
            models.Index(  # standing on a day in the past, and the gaps behind windows, read nothing but this
                fields=("relationship", "happened_on", "reversed_on", "offering", "is_completed"),
                condition=Q(is_completed=True),
                name="dealing_completed",
            ),
            models.Index(fields=("reverses",), condition=Q(reverses__isnull=False), name="dealing_reversals"),
        )

    def __str__(self) -> str:
        return f"{self.reference or self.pk} at {self.happened_at:%Y-%m-%d}"
