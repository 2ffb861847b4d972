"""Relationships: a unit serves a party, on one side."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from twofold.core.guard import GuardedModel
from twofold.directory.models import Party, Unit


class Side(models.TextChoices):
    """The two kinds of customer. A side is chosen, never derived."""

    INTERNAL = "internal", _("Internal")
    EXTERNAL = "external", _("External")


class RelationshipKind(models.TextChoices):
    """What kind of customer the party is to the unit."""

    CONSUMER = "consumer", _("Consumer")
    BUSINESS = "business", _("Business")
    INTERMEDIARY = "intermediary", _("Intermediary")
    PARTNER = "partner", _("Partner")
    COLLEAGUE = "colleague", _("Colleague")
    UNIT = "unit", _("Unit")
    STAKEHOLDER = "stakeholder", _("Stakeholder")


class Relationship(GuardedModel):
    """A provider unit serves a customer. Who may see it: those who serve it.

    Four fields are sums over its dealings, kept set-wise by the actions that write dealings: `dealings_count` and
    `references_count` over what was completed, `first_served_on` and `last_served_on` without what was reversed in full.
    """

    provider = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="relationships", db_index=False)
    customer = models.ForeignKey(
        Party, on_delete=models.PROTECT, related_name="relationships", db_index=False
    )
    side = models.CharField(max_length=8, choices=Side)
    kind = models.CharField(max_length=12, choices=RelationshipKind)
    opened_at = models.DateTimeField()
    first_served_on = models.DateField(null=True)
    last_served_on = models.DateField(null=True)
    dealings_count = models.PositiveIntegerField(default=0)
    references_count = models.PositiveIntegerField(default=0)
    sums_are_stale = models.BooleanField(default=False, help_text="An import has brought dealings since.")
    import_run_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("provider", "customer", "side"), name="relationship_once_per_side"
            ),
            models.CheckConstraint(
                condition=~Q(customer=F("provider")), name="relationship_is_not_with_oneself"
            ),
        )
        indexes = (
            models.Index(fields=("customer", "side"), name="relationship_of_customer"),
            models.Index(  # counting customers by standing reads nothing but this
                fields=("side", "customer", "provider", "last_served_on"), name="relationship_standing"
            ),
            models.Index(fields=("side", "last_served_on", "id"), name="relationship_by_recency"),
            models.Index(fields=("last_served_on", "id"), name="relationship_by_last_served"),
            models.Index(fields=("id",), condition=Q(sums_are_stale=True), name="relationship_stale"),
        )

    def __str__(self) -> str:
        return f"{self.provider_id} serves {self.customer_id} ({self.side})"
