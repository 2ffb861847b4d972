"""How often someone is written to without having asked for it: what was done, and what the house allows itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.core.guard import GuardedModel
from twofold.directory.models import Party


class Purpose(models.TextChoices):
    """What the house writes for of its own accord."""

    SURVEY = "survey", _("Surveys")
    CAMPAIGN = "campaign", _("Campaigns")
    ANNOUNCEMENT = "announcement", _("Announcements")


class ContactMade(GuardedModel):
    """That someone was written to. Counted, and listed nowhere: who was asked to an anonymous survey stands here, too."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+", db_index=False)
    purpose = models.CharField(max_length=12, choices=Purpose)
    at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("party", "at"), name="contact_made_to_party"),
            models.Index(fields=("at",), name="contact_made_by_moment"),
        )

    def __str__(self) -> str:
        return f"{self.purpose} to party {self.party_id}"


class ContactObjection(GuardedModel):
    """That someone does not want to be written to for a purpose. It stands until they say otherwise."""

    class Medium(models.TextChoices):
        """How they said so."""

        LINK = "link", _("By the link in a mail")
        CALL = "call", _("By phone")
        VISIT = "visit", _("Face to face")
        LETTER = "letter", _("By letter")
        MAIL = "mail", _("By e-mail or message")

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+", db_index=False)
    purpose = models.CharField(max_length=12, choices=Purpose)
    at = models.DateTimeField()
    medium = models.CharField(max_length=8, choices=Medium, default=Medium.LINK)
    reason = models.CharField(
        max_length=500, blank=True, help_text=_("In their words; empty: they gave none.")
    )
    entered_by = models.ForeignKey(Party, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("party", "purpose"), name="contact_objection_once"),)

    def __str__(self) -> str:
        return f"no {self.purpose} for party {self.party_id}"


class ContactRule(models.Model):
    """How often one person is written to at most: for one purpose, or in all. What is not stated here follows the usual."""

    purpose = models.CharField(max_length=12, blank=True, unique=True, help_text=_("Empty: in all."))
    most = models.PositiveSmallIntegerField(null=True, help_text=_("Empty: no limit."))
    days = models.PositiveSmallIntegerField(help_text=_("In so many days."))
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.purpose or 'all'}: {self.most} in {self.days} days"


class SilenceRule(models.Model):
    """Whether a reason to leave someone in peace is heeded, and how long after it is over."""

    name = models.CharField(max_length=20, unique=True)
    is_on = models.BooleanField(default=True)
    days_after = models.PositiveSmallIntegerField(default=0)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
