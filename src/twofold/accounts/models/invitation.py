"""Invitations: the only way to an account, the first one included."""

from django.db import models

from twofold.accounts.models.membership import Membership
from twofold.accounts.models.user import User
from twofold.directory.models import Party, Unit


class Invitation(models.Model):
    """A link, usable once, that makes an account. Only the hash of its token is kept.

    The set-up link of a new installation is an invitation without an address, made by nobody.
    """

    email = models.EmailField(blank=True)
    name = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey(Party, null=True, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.CASCADE, related_name="+")
    level = models.PositiveSmallIntegerField(choices=Membership.Levels, default=Membership.Levels.WORK)
    capabilities = models.JSONField(default=list)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("-created_at", "-id"), name="invitation_by_age"),)

    def __str__(self) -> str:
        return self.email or "set-up link"
