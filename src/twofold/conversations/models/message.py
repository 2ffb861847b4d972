"""Messages: what was received or sent. Notes are another table, which nothing that sends can read."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.conversations.models.conversation import Conversation
from twofold.conversations.models.raw_message import RawMessage
from twofold.core.guard import GuardedModel
from twofold.directory.models import Party


class Message(GuardedModel):
    """One message, seen by whoever sees its conversation. Where it claims to come from is a label, not an identity."""

    class Direction(models.TextChoices):
        IN = "in", _("Received")
        OUT = "out", _("Sent")

    class Medium(models.TextChoices):
        MAIL = "mail", _("Mail")
        FORM = "form", _("Web form")
        CHAT = "chat", _("Chat")
        PORTAL = "portal", _("Portal")
        API = "api", _("API")
        CALL = "call", _("Call")
        VISIT = "visit", _("Visit")
        LETTER = "letter", _("Letter")
        REMARK = "remark", _("Overheard remark")

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="messages", db_index=False
    )
    direction = models.CharField(max_length=3, choices=Direction)
    medium = models.CharField(max_length=20, choices=Medium)
    author = models.ForeignKey(Party, null=True, on_delete=models.SET_NULL, related_name="+")
    author_name = models.CharField(max_length=200, blank=True)
    author_address = models.CharField(max_length=254, blank=True, help_text="In normal form.")
    recipients = models.JSONField(
        default=dict, blank=True, help_text='{"to": [address, …], "cc": [address, …]}'
    )
    subject = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True, help_text="What is new in it, as text.")
    quoted = models.TextField(blank=True, help_text="What it repeats of earlier ones.")
    html = models.TextField(blank=True, help_text="As it arrived; cleaned whenever it is shown.")
    header_id = models.CharField(max_length=300, blank=True, help_text="Its Message-ID, without brackets.")
    references = models.JSONField(
        default=list, blank=True, help_text="Message-IDs it refers to, oldest first."
    )
    is_automatic = models.BooleanField(default=False)
    is_list_mail = models.BooleanField(default=False)
    is_verified = models.BooleanField(
        default=False, help_text="The sender is known to be who they say: signed in, or aligned DKIM."
    )
    is_complaint = models.BooleanField(default=False)
    problem = models.CharField(max_length=300, blank=True, help_text="Why only its raw text can be shown.")
    raw = models.OneToOneField(RawMessage, null=True, on_delete=models.PROTECT, related_name="message")
    happened_at = models.DateTimeField()
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, help_text="When it was taken back before it left.")
    external_key = models.CharField(max_length=220, null=True, unique=True)
    import_run_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("conversation", "happened_at", "id"), name="message_of_conversation"),
            models.Index(fields=("header_id",), condition=~models.Q(header_id=""), name="message_by_header"),
            models.Index(
                fields=("author_address", "created_at"),
                condition=models.Q(direction="in") & ~models.Q(author_address=""),
                name="message_by_sender",
            ),
        )

    def __str__(self) -> str:
        return self.body[:60]


class Draft(GuardedModel):
    """What someone has begun to write in a conversation: one answer and one note at most. Nobody else reads it."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="drafts")
    author = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    body = models.TextField(blank=True)
    recipients = models.JSONField(default=dict, blank=True)
    is_note = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("conversation", "author", "is_note"), name="draft_once_per_author_and_use"
            ),
        )

    def __str__(self) -> str:
        return self.body[:60]
