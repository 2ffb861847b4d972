"""Ties from person to person: who reports to whom, who refers, who assists."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from twofold.core.guard import GuardedModel
from twofold.directory.models.party import Party


class Tie(GuardedModel):
    """One person's tie to another, from one day to another: `party` reports to, refers or assists `other`."""

    class Kind(models.TextChoices):
        REPORTS_TO = "reports_to", _("reports to")
        REFERS = "refers", _("referred")
        ASSISTS = "assists", _("assists")

    party = models.ForeignKey(Party, db_index=False, on_delete=models.CASCADE, related_name="ties")
    other = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="ties_to_it")
    kind = models.CharField(max_length=10, choices=Kind)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
    import_run_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(from_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="tie_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=~Q(party=F("other")), name="tie_is_not_with_oneself"),
        )
        indexes = (models.Index(fields=("party", "kind"), name="tie_of_party"),)

    def __str__(self) -> str:
        return f"{self.party_id} {self.kind} {self.other_id}"
