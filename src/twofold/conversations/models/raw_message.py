"""Raw messages: what arrived, byte by byte, kept before anything is made of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.conversations.models.channel import Channel
from twofold.core.guard import GuardedModel
from twofold.files.models import StoredFile


class RawMessage(GuardedModel):
    """One message as it arrived. Whatever goes wrong later, it is here, and says what became of it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        TAKEN = "taken", _("Taken")
        REPORT = "report", _("A bounce or a complaint")
        HELD = "held", _("Held back")
        SET_ASIDE = "set_aside", _("Set aside")
        DISCARDED = "discarded", _("Discarded")

    channel = models.ForeignKey(
        Channel, on_delete=models.PROTECT, related_name="raw_messages", db_index=False
    )
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    uid_validity = models.BigIntegerField(null=True)
    uid = models.BigIntegerField(null=True)
    arrived_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    problem = models.CharField(max_length=300, blank=True, help_text="Why it was set aside or held back.")
    attempts = models.PositiveSmallIntegerField(default=0)
    is_released = models.BooleanField(default=False, help_text="Somebody has looked at it and let it in.")
    import_run_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("channel", "file"), name="raw_message_once_per_channel"),
            models.UniqueConstraint(
                fields=("channel", "uid_validity", "uid"),
                condition=models.Q(uid__isnull=False),
                name="raw_message_once_per_uid",
            ),
        )
        indexes = (
            models.Index(
                fields=("state", "id"), condition=~models.Q(state="taken"), name="raw_message_not_taken"
            ),
        )

    def __str__(self) -> str:
        return f"raw message {self.pk}"
