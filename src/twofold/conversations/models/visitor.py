"""Visitors: strangers who chat on a website, known by nothing but a secret that their page keeps."""

from django.db import models

from twofold.conversations.models.conversation import Conversation


class Visitor(models.Model):
    """The one who began a conversation without signing in. Only a hash of their secret is kept, and not for long."""

    conversation = models.OneToOneField(
        Conversation, primary_key=True, on_delete=models.CASCADE, related_name="visitor"
    )
    secret_hash = models.CharField(max_length=64, unique=True)
    last_seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, help_text="When they ended the chat.")
    address = models.CharField(
        max_length=254, blank=True, help_text="Where they wish to be answered by mail, in normal form."
    )
    is_address_proven = models.BooleanField(default=False, help_text="A code that was sent there came back.")
    code_hash = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"visitor of conversation {self.conversation_id}"
