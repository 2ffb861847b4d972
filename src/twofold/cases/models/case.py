"""Cases: something owed to a customer."""

from datetime import UTC, datetime

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from twofold.core.guard import GuardedModel
from twofold.directory.models import Party, Unit
from twofold.relationships.models import Offering, Relationship

NEVER = datetime(9000, 1, 1, tzinfo=UTC)
"""Where a case without a promise stands in the order in which cases are owed: after all others."""


class Case(GuardedModel):
    """A question, a request, a complaint or a conflict. Its unit decides who sees it; its relationship never moves."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("Question")
        REQUEST = "request", _("Request")
        COMPLAINT = "complaint", _("Complaint")
        CONFLICT = "conflict", _("Conflict")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        RESOLVED = "resolved", _("Resolved")

    relationship = models.ForeignKey(
        Relationship, on_delete=models.PROTECT, related_name="cases", db_index=False
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="cases", db_index=False)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", db_index=False
    )
    offering = models.ForeignKey(
        Offering, null=True, blank=True, on_delete=models.PROTECT, related_name="cases"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    assignee = models.ForeignKey(
        Party, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    is_restricted = models.BooleanField(
        default=False, help_text="Only for its participants, assignee and the unit's leads."
    )
    attributes = models.JSONField(
        default=dict, blank=True, help_text="Id of an attribute, as text → its value."
    )
    opened_at = models.DateTimeField()
    promised_at = models.DateTimeField(
        null=True, help_text="The moment by which we said it would be resolved."
    )
    due_at = models.GeneratedField(
        expression=Coalesce("promised_at", Value(NEVER, output_field=models.DateTimeField())),
        output_field=models.DateTimeField(),
        db_persist=True,
    )
    first_answered_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    resolution = models.TextField(blank=True)
    times_reopened = models.PositiveSmallIntegerField(default=0)
    external_key = models.CharField(
        max_length=220,
        null=True,
        unique=True,
        help_text="The importing unit's id, a colon, the key in the file.",
    )
    import_run_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state="open", resolved_at__isnull=True)
                | Q(state="resolved", resolved_at__isnull=False),
                name="case_is_resolved_at_a_moment",
            ),
        )
        indexes = (
            models.Index(
                fields=("unit", "due_at", "id"), condition=Q(state="open"), name="case_owed_by_unit"
            ),
            models.Index(fields=("due_at", "id"), condition=Q(state="open"), name="case_owed"),
            models.Index(fields=("resolved_at", "id"), condition=Q(state="resolved"), name="case_resolved"),
            models.Index(
                fields=("kind", "resolved_at", "id"),
                condition=Q(state="resolved"),
                name="case_resolved_by_kind",
            ),
            models.Index(fields=("promised_at",), name="case_by_promise"),
            models.Index(fields=("parent",), condition=Q(parent__isnull=False), name="case_children"),
            models.Index(
                fields=("assignee", "due_at", "id"),
                condition=Q(assignee__isnull=False),
                name="case_of_assignee",
            ),
            models.Index(fields=("unit", "opened_at"), name="case_of_unit"),
            models.Index(fields=("relationship", "opened_at"), name="case_of_relationship"),
        )

    def __str__(self) -> str:
        return f"#{self.pk} {self.title}"

    @property
    def is_open(self) -> bool:
        """Whether it is still owed."""
        return self.state == self.State.OPEN


class CaseParty(models.Model):
    """Who takes part in a case, and as what."""

    class Role(models.TextChoices):
        REQUESTER = "requester", _("Requester")
        ON_BEHALF_OF = "on_behalf_of", _("On behalf of")
        RESPONDENT = "respondent", _("Respondent")
        MEDIATOR = "mediator", _("Mediator")
        PARTICIPANT = "participant", _("Participant")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="participants", db_index=False)
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+", db_index=False)
    role = models.CharField(max_length=12, choices=Role)

    class Meta:
        verbose_name_plural = "case parties"
        constraints = (
            models.UniqueConstraint(fields=("case", "party", "role"), name="case_party_once_per_role"),
        )
        indexes = (models.Index(fields=("party", "case"), name="case_party_of_party"),)

    def __str__(self) -> str:
        return f"party {self.party_id} as {self.role} in case {self.case_id}"
