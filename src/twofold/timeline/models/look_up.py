"""Who looked at a record that few may see."""

from django.db import models

from twofold.core.guard import GuardedModel


class LookUp(GuardedModel):
    """A member of staff opened a sealed or restricted record. Once for each person, record and hour; never changed.

    `kind` is the model's label; `unit_id` is the sealed unit, or the one to which the restricted record belongs.
    """

    person_id = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    unit_id = models.BigIntegerField()
    looked_at = models.DateTimeField()
    hour = models.DateTimeField(help_text="The hour in which it was, by which it is noted once.")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "record_id", "person_id", "hour"), name="look_up_once_an_hour"
            ),
        )
        indexes = (models.Index(fields=("unit_id", "-id"), name="look_up_of_unit"),)

    def __str__(self) -> str:
        return f"{self.person_id} looked at {self.kind}:{self.record_id}"
