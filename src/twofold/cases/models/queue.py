"""Who gets what next: shares of streams, turns of people, and what was handed out and why."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.cases.models.case import Case
from twofold.core.guard import GuardedModel
from twofold.directory.models import Party, Unit


class Stream(models.TextChoices):
    """Which customers a case is for: the two kinds, each with those we serve, served, and may serve."""

    EXTERNAL_CURRENT = "external_current", _("External, current")
    EXTERNAL_PAST = "external_past", _("External, past")
    EXTERNAL_POTENTIAL = "external_potential", _("External, potential")
    INTERNAL_CURRENT = "internal_current", _("Internal, current")
    INTERNAL_PAST = "internal_past", _("Internal, past")
    INTERNAL_POTENTIAL = "internal_potential", _("Internal, potential")

    @property
    def side(self) -> str:
        """Internal or external."""
        return self.value.partition("_")[0]

    @property
    def standing(self) -> str:
        """Current, past or potential."""
        return self.value.partition("_")[2]


class UnitQueue(models.Model):
    """How a unit's queue goes on. Its row is held while the next case is picked, so that nobody gets the same one."""

    unit = models.OneToOneField(Unit, primary_key=True, on_delete=models.CASCADE, related_name="+")
    takes_plain = models.BooleanField(
        default=False,
        help_text="Whether cases without a type wait in it, too; those of pulled types always do.",
    )
    virtual_time = models.FloatField(default=0.0)
    was_aged = models.BooleanField(default=False, help_text="Whether the last one went first for its age.")

    def __str__(self) -> str:
        return f"queue of {self.unit_id}"


class StreamShare(models.Model):
    """A stream's weight in a unit's queue and how far it has been served; without a row, weight 1."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", db_index=False)
    stream = models.CharField(max_length=18, choices=Stream)
    weight = models.FloatField(default=1.0)
    finish_tag = models.FloatField(default=0.0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "stream"), name="stream_share_once"),
            models.CheckConstraint(condition=models.Q(weight__gt=0), name="stream_share_is_positive"),
        )

    def __str__(self) -> str:
        return f"{self.stream} in {self.unit_id}: {self.weight}"


class HandOut(GuardedModel):
    """A case that the queue gave to someone, or that someone took past it, and why."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="hand_outs")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Party, null=True, on_delete=models.SET_NULL, related_name="+")
    stream = models.CharField(max_length=18, choices=Stream)
    handed_at = models.DateTimeField()
    waited_seconds = models.PositiveBigIntegerField()
    why = models.JSONField(default=dict, help_text="What decided it, in figures.")
    override_reason = models.CharField(max_length=300, blank=True, help_text="Why it went past the queue.")
    handed_back_at = models.DateTimeField(null=True)
    handed_back_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = (models.Index(fields=("unit", "handed_at"), name="hand_out_of_unit"),)

    def __str__(self) -> str:
        return f"case {self.case_id} to {self.person_id}"


class RotationMember(GuardedModel):
    """Someone among whom a unit's cases go round. The deficit is what they are still owed of their share."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="rotation", db_index=False)
    person = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    weight = models.FloatField(default=1.0)
    skills = models.JSONField(default=list, blank=True)
    deficit = models.FloatField(default=0.0)
    is_in = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "person"), name="rotation_member_once_per_unit"),
            models.CheckConstraint(condition=models.Q(weight__gt=0), name="rotation_weight_is_positive"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} in {self.unit_id}"
