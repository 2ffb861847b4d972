"""What a user may see and do: levels in units, and capabilities beside them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.accounts.models.user import User
from twofold.core.actor import Level
from twofold.directory.models import Unit


class Membership(models.Model):
    """A user's level in a unit. Leading a unit reaches the units below it, except sealed ones."""

    class Levels(models.IntegerChoices):
        VIEW = Level.VIEW, _("View")
        WORK = Level.WORK, _("Work")
        LEAD = Level.LEAD, _("Lead")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="memberships")
    level = models.PositiveSmallIntegerField(choices=Levels)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "unit"), name="membership_once_per_unit"),)

    def __str__(self) -> str:
        return f"user {self.user_id}: {self.get_level_display()} in unit {self.unit_id}"


class CapabilityGrant(models.Model):
    """Something a user may do beside their work in units."""

    class Capability(models.TextChoices):
        ADMINISTER = "administer", _("Administer: users, settings, jobs")
        AUDIT = "audit", _("Audit: read and verify the chain of events")
        SEE_TOTALS = "see_totals", _("See totals over units they do not belong to")
        IMPORT = "import", _("Import files")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="capability_grants")
    capability = models.CharField(max_length=20, choices=Capability)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "capability"), name="capability_once"),)

    def __str__(self) -> str:
        return f"user {self.user_id}: {self.capability}"
