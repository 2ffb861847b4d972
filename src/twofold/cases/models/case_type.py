"""Case types: what kinds of things a unit takes on, the stages they go through, and how they find someone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.cases.models.kinds import CaseKind
from twofold.core.guard import GuardedModel
from twofold.directory.models import Unit


class CaseType(GuardedModel):
    """One type of case. A house's types are for every unit; a unit may have its own beside them."""

    class Way(models.TextChoices):
        PULLED = "pulled", _("From the queue, by “Next”")
        ROTATED = "rotated", _("Given to someone in turn")
        TAKEN = "taken", _("Taken by hand")

    kind = models.CharField(max_length=10, choices=CaseKind)
    name = models.CharField(max_length=80)
    description = models.CharField(max_length=300, blank=True)
    unit = models.ForeignKey(
        Unit,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="Whose; empty for all.",
    )
    handled_by = models.ForeignKey(
        Unit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The unit that takes all of this type, e.g. a sealed one for grievances; empty for the one asked.",
    )
    is_for_internal = models.BooleanField(default=True)
    is_for_external = models.BooleanField(default=True)
    is_in_portal = models.BooleanField(default=True)
    is_restricted = models.BooleanField(default=False)
    way = models.CharField(max_length=7, choices=Way, default=Way.TAKEN)
    skill = models.CharField(max_length=60, blank=True, help_text="What whoever gets it in turn must know.")
    attributes = models.JSONField(
        default=list, blank=True, help_text="Ids of the attributes its form asks for, in order."
    )
    waits_for_children = models.BooleanField(
        default=True,
        help_text="Not resolved before what it asked other units for is done, unless someone says why.",
    )
    order = models.PositiveSmallIntegerField(default=100)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "name"), name="case_type_once_per_unit"),
            models.UniqueConstraint(
                fields=("name",), condition=models.Q(unit__isnull=True), name="case_type_once_for_all"
            ),
            models.CheckConstraint(
                condition=models.Q(is_for_internal=True) | models.Q(is_for_external=True),
                name="case_type_is_for_someone",
            ),
        )

    def __str__(self) -> str:
        return self.name


class CaseStage(models.Model):
    """A stage of open cases of a type. In a stage that pauses, the clocks stand still: it is the customer's turn, or no one's."""

    type = models.ForeignKey(CaseType, on_delete=models.CASCADE, related_name="stages", db_index=False)
    name = models.CharField(max_length=60)
    pauses = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField()
    limit = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How many at once; empty for any."
    )

    class Meta:
        constraints = (models.UniqueConstraint(fields=("type", "name"), name="case_stage_once_per_type"),)
        indexes = (models.Index(fields=("type", "order"), name="case_stage_of_type"),)

    def __str__(self) -> str:
        return self.name
