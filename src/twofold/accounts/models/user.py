"""Users: who can sign in. Records name people, never users."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from twofold.directory.models import Party


class UserManager(BaseUserManager):
    """Finds users by e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A login. `person` is a foreign key rather than one-to-one, since a merge of two people may join two logins."""

    class DateStyle(models.TextChoices):
        LOCAL = "local", _("As in the language")
        ISO = "iso", _("Year first (2026-11-22)")

    class Theme(models.TextChoices):
        AUTO = "auto", _("As the device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    class Density(models.TextChoices):
        ROOMY = "roomy", _("Roomy")
        COMPACT = "compact", _("Compact")

    email = models.EmailField(unique=True)
    person = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="users")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    sign_outs = models.PositiveIntegerField(default=0, help_text="How often all sessions were ended at once.")

    language = models.CharField(max_length=12, blank=True, help_text="Empty: as the browser asks.")
    date_style = models.CharField(max_length=8, choices=DateStyle, default=DateStyle.LOCAL)
    theme = models.CharField(max_length=5, choices=Theme, default=Theme.AUTO)
    density = models.CharField(max_length=8, choices=Density, default=Density.ROOMY)
    is_keyed = models.BooleanField(default=True, help_text="Single keys act as shortcuts.")
    is_quiet_after_hours = models.BooleanField(
        default=True, help_text="No notice by mail outside one's working hours."
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ()

    class Meta:
        constraints = (models.UniqueConstraint(Lower("email"), name="user_email_whatever_its_case"),)

    def __str__(self) -> str:
        return self.email

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must match to stay alive: it dies with the password, and when all sessions are ended."""
        salt = "twofold.accounts.models.User.session"
        state = f"{self.password}:{self.sign_outs}"
        return salted_hmac(salt, state, secret=secret, algorithm="sha256").hexdigest()
