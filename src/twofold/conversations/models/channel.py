"""Channels: the ways by which people reach a unit, and the mailboxes behind those of mail."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.core.guard import GuardedModel
from twofold.directory.models import Unit

KEY_BYTES = 12


def new_channel_key() -> str:
    """What names a channel in public addresses, where its number would tell how many there are."""
    return secrets.token_urlsafe(KEY_BYTES)


class Channel(GuardedModel):
    """One way to reach a unit: its mailbox, its form, its chat. `kind` names the adapter, a folder of ``channels/``."""

    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="channels")
    key = models.CharField(max_length=24, unique=True, default=new_channel_key)
    settings = models.JSONField(default=dict, blank=True, help_text="What the adapter of its kind asks for.")
    is_open = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "kind", "name"), name="channel_once_per_unit"),
        )

    def __str__(self) -> str:
        return self.name


class Mailbox(GuardedModel):
    """Where a channel of mail fetches and sends. Secrets are stored sealed and never shown."""

    class State(models.TextChoices):
        NEW = "new", _("Not tried yet")
        WORKING = "working", _("Working")
        FAILING = "failing", _("Failing")
        PAUSED = "paused", _("Paused")

    class Security(models.TextChoices):
        TLS = "tls", _("TLS from the start")
        STARTTLS = "starttls", _("STARTTLS")
        NONE = "none", _("None (only on this machine)")

    channel = models.OneToOneField(
        Channel, primary_key=True, on_delete=models.CASCADE, related_name="mailbox"
    )
    address = models.EmailField(max_length=254, unique=True)
    sender_name = models.CharField(max_length=120, blank=True)
    signature = models.TextField(blank=True)
    acknowledges = models.BooleanField(default=True)
    imap_host = models.CharField(max_length=200, blank=True)
    imap_port = models.PositiveIntegerField(default=993)
    imap_security = models.CharField(max_length=8, choices=Security, default=Security.TLS)
    imap_user = models.CharField(max_length=200, blank=True)
    imap_secret = models.TextField(blank=True)
    imap_folder = models.CharField(max_length=200, default="INBOX")
    smtp_host = models.CharField(max_length=200, blank=True)
    smtp_port = models.PositiveIntegerField(default=465)
    smtp_security = models.CharField(max_length=8, choices=Security, default=Security.TLS)
    smtp_user = models.CharField(max_length=200, blank=True)
    smtp_secret = models.TextField(blank=True)
    trusted_server = models.CharField(
        max_length=200, blank=True, help_text="Whose Authentication-Results are believed (RFC 8601)."
    )
    uid_validity = models.BigIntegerField(null=True)
    last_uid = models.BigIntegerField(default=0)
    state = models.CharField(max_length=8, choices=State, default=State.NEW)
    state_since = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True, help_text="What failed, and what to do.")
    fetched_at = models.DateTimeField(null=True)
    watched_by = models.CharField(max_length=100, blank=True, help_text="The worker that listens to it.")
    watched_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "mailboxes"

    def __str__(self) -> str:
        return self.address
