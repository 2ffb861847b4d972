"""Where reviews come from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.core.guard import GuardedModel
from twofold.directory.models import Unit
from twofold.relationships.models import Offering


class ReviewSource(GuardedModel):
    """A place where others write about us, and how what they write comes in. Low stars open a case if the source says so."""

    class Kind(models.TextChoices):
        FILE = "file", _("Files")
        FEED = "feed", _("Feed (RSS or Atom)")
        WEBHOOK = "webhook", _("Webhook")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    offering = models.ForeignKey(Offering, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=7, choices=Kind)
    address = models.URLField(max_length=500, blank=True, help_text=_("Of the feed."))
    key_hash = models.CharField(max_length=64, blank=True, help_text=_("Of the webhook's key."))
    most_stars = models.PositiveSmallIntegerField(
        default=5, help_text=_("How many stars are the most there.")
    )
    low_stars = models.PositiveSmallIntegerField(
        default=2, help_text=_("So many or fewer open a case; 0: none does.")
    )
    answer_within_hours = models.PositiveIntegerField(default=48)
    is_on = models.BooleanField(default=True)
    read_at = models.DateTimeField(null=True)
    etag = models.CharField(max_length=200, blank=True)
    trouble = models.CharField(max_length=300, blank=True, help_text=_("Why it could not be read last."))
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "name"), name="review_source_name_once_per_unit"),
        )

    def __str__(self) -> str:
        return self.name
