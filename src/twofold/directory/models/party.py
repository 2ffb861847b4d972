"""Parties: everyone and everything that can serve or be served."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twofold.core.guard import GuardedModel


class Party(GuardedModel):
    """A person, an organisation outside, or a unit of the enterprise. What kind of customer it is, its relationships say."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        ORGANIZATION = "organization", _("Organisation")
        UNIT = "unit", _("Unit")

    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=200)
    sort_name = models.CharField(max_length=200, editable=False)
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=12, blank=True)
    country = models.CharField(max_length=2, blank=True)
    home_unit = models.ForeignKey(
        "Unit", null=True, db_index=False, on_delete=models.PROTECT, related_name="+"
    )
    is_colleague = models.BooleanField(default=False, help_text="Has a current affiliation as employee.")
    is_verified = models.BooleanField(default=True)
    is_unknown_buyer = models.BooleanField(default=False)
    attributes = models.JSONField(
        default=dict, blank=True, help_text="Id of an attribute, as text → its value."
    )
    import_run_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    erased_at = models.DateTimeField(
        null=True, blank=True, help_text="When the person behind it was taken out for good."
    )

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="party_has_a_name"),
            models.UniqueConstraint(
                fields=("is_unknown_buyer",),
                condition=Q(is_unknown_buyer=True),
                name="party_one_unknown_buyer",
            ),
        )
        indexes = (
            models.Index(fields=("sort_name", "id"), name="party_by_name"),
            models.Index(fields=("kind", "id"), name="party_by_kind"),
            models.Index(fields=("country", "id"), name="party_by_country"),
            models.Index(fields=("sort_name", "id"), condition=Q(is_colleague=True), name="party_colleagues"),
        )

    def __str__(self) -> str:
        return self.name


class Identifier(models.Model):
    """What a party is called in another system, e.g. scheme ``customer_id``, value ``ALFKI``."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=60)
    value = models.CharField(max_length=120)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("scheme", "value"), name="identifier_is_unique"),)

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"


class KnownTo(models.Model):
    """A unit to which a party is known, because it brought it in or serves it: the rows behind the gate."""

    party = models.ForeignKey(Party, db_index=False, on_delete=models.CASCADE, related_name="known_to")
    unit = models.ForeignKey("Unit", db_index=False, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("party", "unit"), name="known_to_once"),)
        indexes = (models.Index(fields=("unit", "party"), name="known_to_unit"),)

    def __str__(self) -> str:
        return f"party {self.party_id} is known to unit {self.unit_id}"
