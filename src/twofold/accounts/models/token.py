"""API tokens: shown once, kept as a hash, limited by scopes and time."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.accounts.models.user import User

PREFIX = "tf_"
SCOPES = {
    "parties:read": _("Read people and organisations"),
    "parties:write": _("Add and change people and organisations"),
    "relationships:read": _("Read relationships"),
    "relationships:write": _("Open and change relationships"),
    "dealings:read": _("Read dealings"),
    "dealings:write": _("Record dealings"),
    "conversations:read": _("Read conversations"),
    "conversations:write": _("Bring in messages, answer and close conversations"),
    "notes:read": _("Read notes of conversations"),
    "notes:write": _("Write notes at conversations"),
    "cases:read": _("Read cases"),
    "cases:write": _("Open, answer and resolve cases"),
    "surveys:read": _("Read surveys and what is told of them"),
    "ideas:read": _("Read ideas"),
    "ideas:write": _("Propose ideas and vote"),
    "reviews:read": _("Read reviews and their sources"),
    "reviews:write": _("Bring in and answer reviews"),
}
"""What a token may be allowed, as ``<record>:read`` or ``<record>:write``."""


class ApiToken(models.Model):
    """A key with which a program acts as a user, never with more than the user's own reach."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12)
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
