"""Events: past-tense facts with plain ids and no foreign keys, so that they outlive what they speak of."""

from django.db import models

from twofold.core.guard import GuardedModel


class Event(GuardedModel):
    """A fact, written once in the transaction of the change. Database triggers refuse to change or delete it.

    `happened_at` may be years before `recorded_at`; the chain follows `recorded_at`.
    """

    verb = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    unit_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    acting_side = models.CharField(max_length=10)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    details = models.JSONField(default=dict)
    changes_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=("subject_kind", "subject_id", "happened_at"), name="event_of_subject"),
            models.Index(fields=("recorded_at", "id"), name="event_recorded"),
        )

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind}:{self.subject_id}"


class Mention(models.Model):
    """A party that an event concerns; a party's timeline is read from these."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="mentions")
    party_id = models.BigIntegerField()
    happened_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("event", "party_id"), name="mention_once"),)
        indexes = (models.Index(fields=("party_id", "-happened_at", "-event"), name="mention_of_party"),)

    def __str__(self) -> str:
        return f"party {self.party_id} in event {self.event_id}"
