"""Offerings: products outside and services inside, and their families."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twofold.core.guard import GuardedModel
from twofold.directory.models import Unit


class OfferingFamily(models.Model):
    """Offerings that share one recency window."""

    name = models.CharField(max_length=120, unique=True)
    window_days = models.PositiveIntegerField(
        null=True, blank=True, help_text="Chosen window; empty derives it from dealings."
    )

    class Meta:
        verbose_name_plural = "offering families"

    def __str__(self) -> str:
        return self.name


class Offering(GuardedModel):
    """A product or a service that a unit provides, to one side or to both."""

    class Kind(models.TextChoices):
        PRODUCT = "product", _("Product")
        SERVICE = "service", _("Service")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="offerings")
    family = models.ForeignKey(
        OfferingFamily, null=True, blank=True, on_delete=models.PROTECT, related_name="offerings"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=200)
    code = models.CharField(max_length=120, blank=True)
    description = models.TextField(blank=True)
    is_for_internal = models.BooleanField(default=False)
    is_for_external = models.BooleanField(default=False)
    price_minor = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    promise_hours = models.PositiveIntegerField(
        null=True, blank=True, help_text="Working hours within which it is delivered; empty promises nothing."
    )
    is_offered = models.BooleanField(default=True)
    import_run_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "code"), condition=~Q(code=""), name="offering_code_once_per_unit"
            ),
            models.CheckConstraint(
                condition=Q(is_for_internal=True) | Q(is_for_external=True), name="offering_is_for_someone"
            ),
        )
        indexes = (models.Index(fields=("name", "id"), name="offering_by_name"),)

    def __str__(self) -> str:
        return self.name
