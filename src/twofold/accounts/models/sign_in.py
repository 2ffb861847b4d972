"""What is remembered about signing in: the browsers someone uses, and how often something was tried."""

from django.db import models

from twofold.accounts.models.user import User


class KnownDevice(models.Model):
    """A browser in which a user has signed in before. Whoever guesses elsewhere does not slow it down.

    The browser keeps a random token for a year; here is only its hash.
    """

    user = models.ForeignKey(User, db_index=False, on_delete=models.CASCADE, related_name="devices")
    token_hash = models.CharField(max_length=64)
    network = models.CharField(max_length=45)
    label = models.CharField(max_length=80)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "token_hash"), name="device_once_per_user"),)

    def __str__(self) -> str:
        return self.label


class Tries(models.Model):
    """How often something that may be guessed was tried of late. The key is a keyed hash: no address can be read from it."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    last_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.count} until {self.last_at:%H:%M}"


class SignInCode(models.Model):
    """The code that was sent to an address last, for whoever has no password. Address and code are kept as keyed hashes only."""

    key = models.CharField(max_length=64, primary_key=True)
    code_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField(db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"until {self.expires_at:%H:%M}"
