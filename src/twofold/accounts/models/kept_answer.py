"""Kept answers: what makes the repetition of a request harmless."""

from django.db import models

from twofold.accounts.models.token import ApiToken


class KeptAnswer(models.Model):
    """What a request with an ``Idempotency-Key`` was answered. Without a status, it is being answered since `claimed_at`."""

    token = models.ForeignKey(ApiToken, db_index=False, on_delete=models.CASCADE, related_name="kept_answers")
    key = models.CharField(max_length=200)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.TextField(blank=True)
    claimed_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("token", "key"), name="kept_answer_once_per_key"),)

    def __str__(self) -> str:
        return f"{self.key}: {self.status or 'being answered'}"
