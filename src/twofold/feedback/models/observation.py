"""Observations: what was seen or overheard, coded so that it can be counted."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.conversations.models import Conversation
from twofold.core.guard import GuardedModel
from twofold.directory.models import Party, Unit
from twofold.relationships.models import Offering, Side


class ObservationCode(GuardedModel):
    """A word of a unit's code book: what is counted under it, and what is not."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    definition = models.CharField(max_length=400, blank=True)
    is_used = models.BooleanField(default=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("unit", "name"), name="code_name_once_per_unit"),)

    def __str__(self) -> str:
        return self.name


class Observation(GuardedModel):
    """A field note: what was seen, where and when, of whom it speaks, and its codes."""

    class How(models.TextChoices):
        SEEN = "seen", _("Seen")
        OVERHEARD = "overheard", _("Overheard")
        CONVERSATION = "conversation", _("From a conversation")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=8, choices=Side)
    how = models.CharField(max_length=12, choices=How)
    observer = models.ForeignKey(Party, null=True, on_delete=models.SET_NULL, related_name="+")
    about = models.ForeignKey(
        Party,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Of whom it is."),
    )
    offering = models.ForeignKey(Offering, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    conversation = models.ForeignKey(Conversation, null=True, on_delete=models.SET_NULL, related_name="+")
    seen_at = models.DateTimeField()
    place = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    how_many = models.PositiveIntegerField(default=1, help_text=_("How often it was seen just then."))
    codes = models.ManyToManyField(ObservationCode, related_name="observations", blank=True)
    noted_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("unit", "-seen_at", "-id"), name="observation_of_unit"),
            models.Index(fields=("about",), name="observation_about"),
        )

    def __str__(self) -> str:
        return self.text[:60]


class SecondCoding(models.Model):
    """How a second person coded an observation without seeing the first one's codes: what agreement is worked out from."""

    observation = models.OneToOneField(Observation, on_delete=models.CASCADE, related_name="second_coding")
    coder = models.ForeignKey(Party, null=True, on_delete=models.SET_NULL, related_name="+")
    codes = models.ManyToManyField(ObservationCode, related_name="+", blank=True)
    coded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"second coding of observation {self.observation_id}"
