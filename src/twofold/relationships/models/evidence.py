"""Evidence: where an expectation was heard."""

from django.db import models

from twofold.core.guard import GuardedModel
from twofold.relationships.models.expectation import Expectation


class Evidence(GuardedModel):
    """That a message, a case, an answer or another record bears out an expectation. The record is named by label and id."""

    expectation = models.ForeignKey(
        Expectation, on_delete=models.CASCADE, related_name="evidence_rows", db_index=False
    )
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    added_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "evidence"
        constraints = (
            models.UniqueConstraint(
                fields=("expectation", "subject_kind", "subject_id"), name="evidence_once_per_subject"
            ),
        )
        indexes = (models.Index(fields=("subject_kind", "subject_id"), name="evidence_of_subject"),)

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}"
