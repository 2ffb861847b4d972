"""Case steps: what was done about a case, in order; the clock is a function of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.cases.models.case import Case
from twofold.cases.models.case_type import CaseStage
from twofold.conversations.models import Message
from twofold.core.guard import GuardedModel
from twofold.directory.models import Party


class CaseStep(GuardedModel):
    """One step of a case, seen by whoever sees the case."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("Opened")
        ACKNOWLEDGED = "acknowledged", _("Receipt acknowledged")
        ANSWERED = "answered", _("Answered")
        WROTE = "wrote", _("The customer wrote")
        MOVED = "moved", _("Stage changed")
        BLOCKED = "blocked", _("Waits for another case")
        UNBLOCKED = "unblocked", _("Waits no more")
        ESCALATED = "escalated", _("Escalated")
        WITHDRAWN = "withdrawn", _("Withdrawn by the customer")
        ASSIGNED = "assigned", _("Assigned")
        TRANSFERRED = "transferred", _("Passed on")
        ASKED = "asked", _("Another unit asked")
        RESOLVED = "resolved", _("Resolved")
        REOPENED = "reopened", _("Reopened")
        OTHER = "other", _("Other")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps", db_index=False)
    kind = models.CharField(max_length=12, choices=Kind)
    label = models.CharField(
        max_length=120, blank=True, help_text="What the step was called where it was imported from."
    )
    body = models.TextField(blank=True)
    person = models.ForeignKey(Party, null=True, on_delete=models.SET_NULL, related_name="+")
    about = models.ForeignKey(
        Party,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Whom the step names: to whom it was assigned, to which unit passed on.",
    )
    stage = models.ForeignKey(CaseStage, null=True, on_delete=models.SET_NULL, related_name="+")
    pauses = models.BooleanField(
        null=True,
        help_text="Whether the clocks stand still from here on; empty where the step changes nothing.",
    )
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")
    happened_at = models.DateTimeField()
    external_key = models.CharField(max_length=220, null=True, unique=True)
    import_run_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("case", "happened_at", "id"), name="case_step_of_case"),
            models.Index(
                fields=("import_run_id", "case"),
                condition=models.Q(import_run_id__isnull=False),
                name="case_step_of_import",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.label}"
