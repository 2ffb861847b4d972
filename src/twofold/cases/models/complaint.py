"""Complaints after ISO 10002: what is asked for, what was found, what was decided, what it cost, and whether it helped."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.cases.models.case import Case
from twofold.core.guard import GuardedModel
from twofold.directory.models import Unit
from twofold.relationships.models import Offering


class Cause(models.Model):
    """Why complaints and conflicts come about, in the words of one's own house."""

    class Field(models.TextChoices):
        COMPLAINT = "complaint", _("Complaints")
        CONFLICT_INSIDE = "conflict_inside", _("Conflicts inside")
        CONFLICT_OUTSIDE = "conflict_outside", _("Conflicts with customers")

    field = models.CharField(max_length=16, choices=Field)
    name = models.CharField(max_length=80)
    order = models.PositiveSmallIntegerField(default=100)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("field", "name"), name="cause_once_per_field"),)

    def __str__(self) -> str:
        return self.name


class Complaint(GuardedModel):
    """What a case needs besides when it is a complaint. Each step of handling it has its moment."""

    class Decision(models.TextChoices):
        UPHELD = "upheld", _("Upheld")
        PARTLY = "partly", _("Upheld in part")
        REJECTED = "rejected", _("Rejected")

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.CASCADE, related_name="complaint")
    remedy_sought = models.CharField(max_length=500, blank=True)
    is_about_safety = models.BooleanField(default=False)
    acknowledged_at = models.DateTimeField(null=True)
    assessed_at = models.DateTimeField(null=True)
    immediate_action = models.TextField(
        blank=True, help_text="What was done at once, before anyone knew why."
    )
    immediate_action_at = models.DateTimeField(null=True)
    investigation = models.TextField(blank=True)
    investigated_at = models.DateTimeField(null=True)
    response = models.TextField(blank=True)
    responded_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=8, choices=Decision, blank=True)
    decision_words = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    recourse = models.CharField(
        max_length=500, blank=True, help_text="Where one can turn who does not accept it."
    )
    is_accepted = models.BooleanField(null=True, help_text="Whether the customer accepts the decision.")
    root_cause = models.TextField(blank=True)
    corrective_action = models.TextField(blank=True)
    corrective_due_on = models.DateField(null=True, blank=True)
    effect_words = models.TextField(blank=True)
    effect_is_good = models.BooleanField(null=True)
    effect_checked_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    behind_unit = models.ForeignKey(
        Unit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Whose work failed.",
    )
    behind_offering = models.ForeignKey(
        Offering, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"complaint {self.pk}"


class Remedy(GuardedModel):
    """One thing given to make good a complaint, and what it cost."""

    class Kind(models.TextChoices):
        REFUND = "refund", _("Refund")
        CREDIT = "credit", _("Credit")
        REPLACEMENT = "replacement", _("Replacement")
        REPAIR = "repair", _("Repair")
        APOLOGY = "apology", _("Apology")
        OTHER = "other", _("Something else")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="remedies")
    kind = models.CharField(max_length=11, choices=Kind)
    words = models.CharField(max_length=300, blank=True)
    cost_minor = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3, blank=True)
    promised_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "remedies"

    def __str__(self) -> str:
        return f"{self.kind} for case {self.case_id}"
