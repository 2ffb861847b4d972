"""Outgoing mail: one row for each message, or mail of the house, and recipient, from the decision to the server's answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.conversations.models.channel import Channel
from twofold.conversations.models.message import Message
from twofold.core.guard import GuardedModel


class OutgoingMail(GuardedModel):
    """A message on its way to one address. Written in the transaction that decides it; the journal knows the last step."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        CLAIMED = "claimed", _("Being sent")
        SENT = "sent", _("Sent")
        UNCONFIRMED = "unconfirmed", _("Unconfirmed")
        FAILED = "failed", _("Failed")
        SUPPRESSED = "suppressed", _("Suppressed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Rank(models.IntegerChoices):
        URGENT = 0, _("Somebody waits for it")
        ORDINARY = 1, _("In its turn")
        BULK = 2, _("When nothing else waits")

    message = models.ForeignKey(
        Message, null=True, on_delete=models.CASCADE, related_name="outgoing", db_index=False
    )
    channel = models.ForeignKey(
        Channel,
        null=True,
        on_delete=models.PROTECT,
        related_name="outgoing",
        help_text="None: the house itself writes.",
    )
    rank = models.PositiveSmallIntegerField(choices=Rank, default=Rank.ORDINARY)
    recipient = models.CharField(max_length=254, help_text="In normal form.")
    domain = models.CharField(max_length=254)
    state = models.CharField(max_length=11, choices=State, default=State.WAITING)
    send_after = models.DateTimeField(
        help_text="Until then it can be taken back, or the server is left in peace."
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_by = models.CharField(max_length=100, blank=True)
    claim_number = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True, help_text="What the server said last.")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("message", "recipient"), name="outgoing_mail_once_per_recipient"),
        )
        indexes = (
            models.Index(
                fields=("rank", "send_after", "id"),
                condition=models.Q(state="waiting"),
                name="outgoing_mail_waiting_by_rank",
            ),
            models.Index(
                fields=("lease_until",), condition=models.Q(state="claimed"), name="outgoing_mail_claimed"
            ),
            models.Index(
                fields=("state", "-id"),
                condition=~models.Q(state="sent"),
                name="outgoing_mail_not_sent",
            ),
        )

    def __str__(self) -> str:
        return f"message {self.message_id} to {self.domain}" if self.message_id else f"to {self.domain}"


class AutomaticAnswer(models.Model):
    """That an address was answered automatically: what keeps two machines from answering each other for ever."""

    channel = models.ForeignKey(Channel, null=True, on_delete=models.CASCADE, related_name="+")
    address_digest = models.CharField(max_length=64)
    answered_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("address_digest", "answered_at"), name="automatic_answer_by_address"),
        )

    def __str__(self) -> str:
        return f"{self.answered_at}"
