"""Visitors: strangers who write by form or chat, known by nothing but a secret that their page keeps."""

from django.db import models

from twofold.conversations.models.conversation import Conversation


class Visitor(models.Model):
    """The one who began a conversation without signing in. Only a hash of their secret is kept."""

    conversation = models.OneToOneField(
        Conversation, primary_key=True, on_delete=models.CASCADE, related_name="visitor"
    )
    secret_hash = models.CharField(max_length=64, unique=True)
    last_seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"visitor of conversation {self.conversation_id}"
