"""Absences: days on which someone is not there."""

from django.db import models
from django.db.models import F, Q

from twofold.core.guard import GuardedModel
from twofold.directory.models.party import Party


class Absence(GuardedModel):
    """From one day to another, both included. Why is nobody's business."""

    person = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="absences", db_index=False)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="absence_ends_after_start"),
        )
        indexes = (models.Index(fields=("person", "ends_on"), name="absence_of_person"),)

    def __str__(self) -> str:
        return f"{self.person_id}: {self.starts_on} – {self.ends_on}"
