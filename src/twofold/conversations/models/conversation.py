"""Conversations: threads of messages between a unit and those who turn to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.conversations.models.channel import Channel
from twofold.core.guard import GuardedModel
from twofold.directory.models import Party, Unit
from twofold.relationships.models import Relationship


class Conversation(GuardedModel):
    """A thread on a channel. Its unit decides who sees it. Without a party, nobody has said yet who writes."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        SNOOZED = "snoozed", _("Snoozed")
        CLOSED = "closed", _("Closed")
        SPAM = "spam", _("Spam")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    channel = models.ForeignKey(Channel, null=True, on_delete=models.PROTECT, related_name="conversations")
    party = models.ForeignKey(Party, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    relationship = models.ForeignKey(
        Relationship, null=True, on_delete=models.PROTECT, related_name="conversations"
    )
    subject = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=7, choices=State, default=State.OPEN)
    assignee = models.ForeignKey(
        Party, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    is_restricted = models.BooleanField(default=False)
    needs_answer = models.BooleanField(default=False, help_text="A person wrote last, and it was not us.")
    snoozed_until = models.DateTimeField(null=True)
    snoozed_for = models.CharField(max_length=120, blank=True, help_text="What is waited for, in words.")
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    started_at = models.DateTimeField()
    last_message_at = models.DateTimeField()
    message_count = models.PositiveIntegerField(default=0)
    external_key = models.CharField(max_length=220, null=True, unique=True)
    import_run_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("unit", "state", "-last_message_at", "-id"), name="conversation_of_unit"),
            models.Index(
                fields=("assignee", "state", "-last_message_at", "-id"),
                condition=models.Q(assignee__isnull=False),
                name="conversation_of_assignee",
            ),
            models.Index(
                fields=("assignee", "unit"),
                condition=models.Q(assignee__isnull=False),
                name="conversation_assignee_unit",
            ),
            models.Index(
                fields=("unit", "-last_message_at", "-id"),
                condition=models.Q(state="open", assignee__isnull=True),
                name="conversation_of_nobody",
            ),
            models.Index(
                fields=("unit", "last_message_at", "id"),
                condition=models.Q(state="open", needs_answer=True),
                name="conversation_that_waits",
            ),
            models.Index(fields=("party", "-last_message_at"), name="conversation_of_party"),
            models.Index(
                fields=("snoozed_until",), condition=models.Q(state="snoozed"), name="conversation_snoozed"
            ),
        )

    def __str__(self) -> str:
        return self.subject or f"conversation {self.pk}"


class ConversationParty(models.Model):
    """Who takes part in a conversation, by an address, a login or both: only their replies are let in by a token."""

    class Role(models.TextChoices):
        REQUESTER = "requester", _("Requester")
        COPIED = "copied", _("In copy")
        COLLEAGUE = "colleague", _("Colleague")

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="participants", db_index=False
    )
    party = models.ForeignKey(Party, null=True, on_delete=models.SET_NULL, related_name="+")
    address = models.CharField(max_length=254, blank=True, help_text="In normal form.")
    role = models.CharField(max_length=9, choices=Role)

    class Meta:
        verbose_name_plural = "conversation parties"
        constraints = (
            models.UniqueConstraint(
                fields=("conversation", "address"),
                condition=~models.Q(address=""),
                name="conversation_party_once_per_address",
            ),
        )
        indexes = (
            models.Index(fields=("conversation",), name="conversation_party_of"),
            models.Index(fields=("address",), name="conversation_party_by_address"),
        )

    def __str__(self) -> str:
        return f"{self.address or self.party_id} as {self.role}"


class InboxTick(models.Model):
    """Goes up by one with each change to a unit's conversations, in the transaction that makes it: what pollers compare."""

    unit = models.OneToOneField(Unit, primary_key=True, on_delete=models.CASCADE, related_name="+")
    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.number}"
