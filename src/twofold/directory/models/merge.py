"""Merging: what a party was called by before it became another, and who may be one and the same."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from twofold.core.guard import GuardedModel
from twofold.directory.models.party import Party


class PartyAlias(models.Model):
    """The id of a party that was merged into another: it keeps resolving. Events and ledgers go on naming the old id."""

    old_id = models.BigIntegerField(unique=True)
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="aliases")
    event_id = models.BigIntegerField(help_text="The merge.")
    merged_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"party {self.old_id} is now {self.party_id}"


class PossibleDuplicate(GuardedModel):
    """Two parties that may be one and the same, for people to decide; `first` has the lower id."""

    class State(models.TextChoices):
        OPEN = "open", _("To be decided")
        DISTINCT = "distinct", _("Two different parties")
        MERGED = "merged", _("Merged")

    first = models.ForeignKey(Party, db_index=False, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    likelihood = models.FloatField(help_text="Estimated probability that the two are one, 0 to 1.")
    is_certain = models.BooleanField(default=False)
    reasons = models.JSONField(default=list, help_text="Codes of what agrees and what differs.")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("first", "second"), name="possible_duplicate_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="possible_duplicate_in_order"),
        )
        indexes = (models.Index(fields=("state", "-likelihood", "id"), name="possible_duplicate_by_odds"),)

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}"
