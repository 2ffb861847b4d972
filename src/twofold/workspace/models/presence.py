"""Who is looking at a record just now, and what someone opened lately."""

from django.db import models

from twofold.accounts.models import User


class Presence(models.Model):
    """Someone on a record's page. Forgotten a minute after the last sign of life."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    is_editing = models.BooleanField(default=False)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "record_id", "user"), name="presence_once"),)

    def __str__(self) -> str:
        return f"{self.user_id} on {self.kind}:{self.record_id}"


class Recent(models.Model):
    """A page that someone opened: what the palette offers first. The last few dozen are kept."""

    user = models.ForeignKey(User, db_index=False, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40, help_text="The model's label, or page for a page of the menu.")
    record_id = models.BigIntegerField(default=0)
    url_name = models.CharField(max_length=80, blank=True)
    opened_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "kind", "record_id", "url_name"), name="recent_once"),
        )
        indexes = (models.Index(fields=("user", "-opened_at"), name="recent_of_user"),)

    def __str__(self) -> str:
        return f"{self.user_id} opened {self.kind}:{self.record_id}"
