"""Units: the one tree of the enterprise."""

from django.db import models
from django.db.models import F, Q

from twofold.core.guard import GuardedModel
from twofold.directory.models.party import Party


class Unit(GuardedModel):
    """A department, team or location: at once provider, internal customer, scope of permission and line of every report.

    Its id is its party's id. A sealed unit is for its members only, whatever anyone leads above it.
    """

    party = models.OneToOneField(Party, primary_key=True, on_delete=models.PROTECT, related_name="unit")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    head = models.ForeignKey(Party, null=True, on_delete=models.SET_NULL, related_name="heads")
    purpose = models.CharField(max_length=300, blank=True)
    is_sealed = models.BooleanField(default=False)
    timezone = models.CharField(max_length=60, default="UTC")
    holiday_country = models.CharField(max_length=2, blank=True)
    holiday_region = models.CharField(max_length=10, blank=True)
    working_hours = models.JSONField(
        default=dict,
        blank=True,
        help_text="Weekday 0–6 → list of [from, to] such as ['09:00', '12:30']; empty inherits.",
    )
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(parent=F("party")), name="unit_is_not_its_own_parent"),
        )

    def __str__(self) -> str:
        return self.party.name


class DayOff(models.Model):
    """A day on which a unit, and those below it, does not work, beside the public holidays of its country."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="days_off")
    day = models.DateField()
    name = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("unit", "day"), name="day_off_once"),)

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
