"""Where reviews come from, and whom a source asks for one."""

import secrets
from datetime import datetime, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.core.guard import GuardedModel
from twofold.directory.models import Party, Unit
from twofold.relationships.models import Offering, Relationship

KEY_BYTES = 12


def new_source_key() -> str:
    """What names a source in public addresses, where its number would tell how many there are."""
    return secrets.token_urlsafe(KEY_BYTES)


class ReviewSource(GuardedModel):
    """A place where others write about us, how what they write comes in, and whom it asks to write there.

    Low stars open a case if the source says so. Whom it asks is settled before anybody has given a star: by a dealing or a case
    that came to its end, and by chance, never by what somebody thinks.
    """

    class Kind(models.TextChoices):
        FILE = "file", _("Files")
        FEED = "feed", _("Feed (RSS or Atom)")
        WEBHOOK = "webhook", _("Webhook")

    class Asks(models.TextChoices):
        NOBODY = "", _("Nobody")
        DEALING = "dealing", _("After a dealing")
        CASE = "case", _("After a case")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    offering = models.ForeignKey(Offering, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=7, choices=Kind)
    address = models.URLField(max_length=500, blank=True, help_text=_("Of the feed."))
    key = models.CharField(max_length=24, unique=True, default=new_source_key)
    secret = models.TextField(blank=True, help_text=_("Of the webhook, sealed."))
    most_stars = models.PositiveSmallIntegerField(
        default=5,
        validators=(MinValueValidator(1), MaxValueValidator(99)),
        help_text=_("How many stars are the most there."),
    )
    low_stars = models.PositiveSmallIntegerField(
        default=2, help_text=_("So many or fewer open a case; 0: none does.")
    )
    answer_within_hours = models.PositiveIntegerField(default=48)
    stale_after_days = models.PositiveSmallIntegerField(
        default=30,
        help_text=_("A review that is older when it comes in opens no case and waits for no answer."),
    )
    is_on = models.BooleanField(default=True)
    asks_after = models.CharField(max_length=7, choices=Asks, default=Asks.NOBODY, blank=True)
    asks_at = models.URLField(max_length=500, blank=True, help_text=_("Where a review can be written."))
    asks_since = models.DateTimeField(null=True, help_text=_("What ended before is not asked about."))
    ask_after_days = models.PositiveSmallIntegerField(default=3)
    ask_share = models.PositiveSmallIntegerField(
        default=100,
        validators=(MinValueValidator(1), MaxValueValidator(100)),
        help_text=_("Of a hundred, how many are asked; who, is left to chance."),
    )
    read_at = models.DateTimeField(null=True)
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=60, blank=True)
    trouble = models.CharField(max_length=300, blank=True, help_text=_("Why it could not be read last."))
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "name"), name="review_source_name_once_per_unit"),
        )

    def __str__(self) -> str:
        return self.name

    def is_history(self, said_at: datetime, now: datetime) -> bool:
        """Whether something was said too long ago for a case, or for anybody to wait for an answer."""
        return said_at < now - timedelta(days=self.stale_after_days)


class ReviewRule(models.Model):
    """Whom or what reviews of a source are about if they say so; the first that fits decides, once, as they come in."""

    class Field(models.TextChoices):
        PLACE = "place", _("Place is")
        PRODUCT = "product", _("Product is")
        WORDS = "words", _("Words hold")

    source = models.ForeignKey(ReviewSource, on_delete=models.CASCADE, related_name="rules")
    field = models.CharField(max_length=7, choices=Field)
    value = models.CharField(max_length=120)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    offering = models.ForeignKey(Offering, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("source", "field", "value"), name="review_rule_once"),)

    def __str__(self) -> str:
        return f"{self.get_field_display()} “{self.value}”"


class ReviewInvitation(GuardedModel):
    """That a source asks someone for a review, once per dealing or case, and what became of it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        LEFT_OUT = "left_out", _("Left out by chance")
        HELD_BACK = "held_back", _("Held back")

    source = models.ForeignKey(ReviewSource, on_delete=models.CASCADE, related_name="invitations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    relationship = models.ForeignKey(Relationship, null=True, on_delete=models.SET_NULL, related_name="+")
    after = models.CharField(max_length=7, choices=ReviewSource.Asks)
    subject_id = models.BigIntegerField(help_text=_("Of the dealing or case."))
    due_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    why = models.CharField(max_length=200, blank=True, help_text=_("Why it was held back."))
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("source", "after", "subject_id"), name="review_invitation_once"),
        )
        indexes = (
            models.Index(fields=("state", "due_at", "id"), name="review_invitation_due"),
            models.Index(fields=("party",), name="review_invitation_of_party"),
        )

    def __str__(self) -> str:
        return f"{self.source_id} asks {self.party_id}"
