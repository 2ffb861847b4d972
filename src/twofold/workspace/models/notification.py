"""What people are told of, and how they want to be told."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.accounts.models import User
from twofold.core.guard import GuardedModel


class Notification(GuardedModel):
    """One event that concerns one person. It holds no words: they are made when it is read, through the reader's gate."""

    user = models.ForeignKey(User, db_index=False, on_delete=models.CASCADE, related_name="+")
    event_id = models.BigIntegerField()
    verb = models.CharField(max_length=80)
    reason = models.CharField(max_length=20)
    created_at = models.DateTimeField()
    in_bell = models.BooleanField(default=True)
    seen_at = models.DateTimeField(null=True)
    mail_due_at = models.DateTimeField(null=True, help_text="When it goes out by mail; empty for never.")
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "event_id"), name="notification_once"),)
        indexes = (
            models.Index(fields=("user", "-id"), name="notification_of_user"),
            models.Index(
                fields=("user",),
                condition=models.Q(seen_at__isnull=True, in_bell=True),
                name="notification_unread",
            ),
            models.Index(
                fields=("mail_due_at",),
                condition=models.Q(mailed_at__isnull=True, mail_due_at__isnull=False),
                name="notification_to_mail",
            ),
        )

    def __str__(self) -> str:
        return f"{self.verb} for {self.user_id}"


class NotificationChoice(GuardedModel):
    """How one person wants to be told of one kind of event; without a row, in the bell only."""

    class Mail(models.TextChoices):
        NEVER = "never", _("Not by e-mail")
        NOW = "now", _("At once")
        DAILY = "daily", _("In a daily digest")
        WEEKLY = "weekly", _("In a weekly digest")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    verb = models.CharField(max_length=80)
    in_bell = models.BooleanField(default=True)
    mail = models.CharField(max_length=6, choices=Mail, default=Mail.NEVER)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "verb"), name="notification_choice_once"),)

    def __str__(self) -> str:
        return f"{self.verb} for {self.user_id}: {self.mail}"


class Watch(GuardedModel):
    """Someone who wants to be told whatever happens to a record. `kind` is the model's label."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    since = models.DateTimeField()
    is_muted = models.BooleanField(default=False, help_text="Still listed, but nothing is told.")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "record_id", "user"), name="watch_once"),)

    def __str__(self) -> str:
        return f"{self.user_id} watches {self.kind}:{self.record_id}"
