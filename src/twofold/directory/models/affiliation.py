"""How one belongs: an employee of a unit, a contact of an organisation, a shareholder, a regulator."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from twofold.core.guard import GuardedModel
from twofold.directory.models.party import Party


class Affiliation(GuardedModel):
    """A party's tie to a unit or an organisation, from one day to another. A party may have many."""

    class Kind(models.TextChoices):
        EMPLOYEE = "employee", _("Employee")
        CONTRACTOR = "contractor", _("Contractor")
        CONTACT = "contact", _("Contact")
        SHAREHOLDER = "shareholder", _("Shareholder")
        CREDITOR = "creditor", _("Creditor")
        REGULATOR = "regulator", _("Regulator")
        PARTNER = "partner", _("Partner")
        SUBSIDIARY = "subsidiary", _("Subsidiary")

    class PortalScope(models.TextChoices):
        NONE = "none", _("Nothing of this organisation’s")
        OWN = "own", _("What they asked for themselves")
        ALL = "all", _("All that the organisation asked for")

    party = models.ForeignKey(Party, db_index=False, on_delete=models.CASCADE, related_name="affiliations")
    group = models.ForeignKey(Party, db_index=False, on_delete=models.CASCADE, related_name="affiliates")
    kind = models.CharField(max_length=12, choices=Kind)
    role_title = models.CharField(max_length=120, blank=True)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
    is_primary = models.BooleanField(default=False)
    portal_scope = models.CharField(
        max_length=4,
        choices=PortalScope,
        default=PortalScope.OWN,
        db_default=PortalScope.OWN,
        help_text="What the party sees in the portal of the cases of the group.",
    )
    import_run_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(from_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="affiliation_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=~Q(party=F("group")), name="affiliation_is_not_with_oneself"),
        )
        indexes = (
            models.Index(fields=("group", "kind", "to_on"), name="affiliation_of_group"),
            models.Index(fields=("party", "kind"), name="affiliation_of_party"),
        )

    def __str__(self) -> str:
        return f"{self.party_id} {self.kind} of {self.group_id}"
