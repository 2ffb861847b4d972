"""Ways in for people who have no link of their own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.surveys.models.survey import Survey


class Door(models.Model):
    """A link for everyone, or a device on which one after another answers. What comes by it is kept without a name.

    `key` is no secret of a person's: an open link is for everyone, and a kiosk's only hands in sheets, and can be revoked.
    """

    class Kind(models.TextChoices):
        OPEN = "open", _("Open link")
        KIOSK = "kiosk", _("Kiosk")

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="doors")
    kind = models.CharField(max_length=5, choices=Kind)
    name = models.CharField(max_length=120, help_text=_("Where it is: a poster, a website, a desk."))
    key = models.CharField(max_length=40, unique=True)
    is_open = models.BooleanField(default=True)
    closes_after = models.PositiveIntegerField(
        null=True, help_text=_("So many answers in a round, and it closes; empty: as many as come.")
    )
    is_shared = models.BooleanField(
        default=False, help_text=_("Whether many answer from one network: an office, a fair.")
    )
    origins = models.JSONField(default=list, help_text=_("The websites on which it may stand."))
    promise = models.JSONField(
        default=dict,
        help_text=_("Language → the sentence shown before the first question, as it was opened."),
    )
    opened_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("survey", "name"), name="door_name_once_per_survey"),)

    def __str__(self) -> str:
        return self.name
