"""Cases: something owed to a customer."""

from datetime import UTC, datetime

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from twofold.cases.models.case_type import CaseStage, CaseType
from twofold.cases.models.kinds import CaseKind
from twofold.conversations.models import Conversation
from twofold.core.guard import GuardedModel
from twofold.directory.models import Party, Unit
from twofold.relationships.models import Offering, Relationship

NEVER = datetime(9000, 1, 1, tzinfo=UTC)
"""Where a case without a promise stands in the order in which cases are owed: after all others."""


class Case(GuardedModel):
    """A question, a request, a complaint or a conflict. Its unit decides who sees it; its relationship never moves."""

    Kind = CaseKind

    class Severity(models.IntegerChoices):
        LOW = 1, _("Low")
        NORMAL = 2, _("Normal")
        HIGH = 3, _("High")
        CRITICAL = 4, _("Critical")

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
    kind = models.CharField(max_length=10, choices=CaseKind)
    type = models.ForeignKey(
        CaseType,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="cases",
        db_index=False,
        help_text="Empty for a plain one of its kind.",
    )
    stage = models.ForeignKey(
        CaseStage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    severity = models.PositiveSmallIntegerField(choices=Severity, default=Severity.NORMAL)
    cause = models.ForeignKey("Cause", null=True, blank=True, on_delete=models.PROTECT, related_name="cases")
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    assignee = models.ForeignKey(
        Party, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    internal_owner = models.ForeignKey(
        Party,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Who does the work behind, while the assignee stays the customer's face.",
    )
    is_major = models.BooleanField(default=False, help_text="A trouble that other cases are part of.")
    major = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="grouped",
        help_text="The major issue that this case is one of.",
    )
    follows = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="followed_by",
        help_text="The case that its customer says was not solved after all, long after it was resolved.",
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
    next_due_at = models.DateTimeField(
        null=True, help_text="When the first of its running clocks is due; empty when none runs."
    )
    stream = models.CharField(max_length=18, blank=True, help_text="Its stream in the queue.")
    is_in_queue = models.BooleanField(
        default=False, help_text="Waits for “Next”: open, pulled, and nobody looks after it yet."
    )
    queue_due_at = models.DateTimeField(
        default=NEVER, help_text="The earliest promise of it and of whatever waits for it."
    )
    queue_ages_at = models.DateTimeField(
        default=NEVER, help_text="When it has waited too long: twice its promised time."
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
            models.Index(fields=("opened_at", "id"), name="case_by_opening"),
            models.Index(fields=("due_at", "id"), condition=Q(state="open"), name="case_owed"),
            models.Index(fields=("resolved_at", "id"), condition=Q(state="resolved"), name="case_resolved"),
            models.Index(
                fields=("kind", "resolved_at", "id"),
                condition=Q(state="resolved"),
                name="case_resolved_by_kind",
            ),
            models.Index(fields=("promised_at",), name="case_by_promise"),
            models.Index(fields=("opened_at", "id"), condition=Q(is_major=True), name="case_major"),
            models.Index(
                fields=("unit", "stream", "queue_due_at", "id"),
                condition=Q(is_in_queue=True),
                name="case_in_queue_by_due",
            ),
            models.Index(
                fields=("unit", "stream", "queue_ages_at", "id"),
                condition=Q(is_in_queue=True),
                name="case_in_queue_too_old",
            ),
            models.Index(
                fields=("unit", "opened_at"), condition=Q(is_in_queue=True), name="case_in_queue_by_age"
            ),
            models.Index(fields=("parent",), condition=Q(parent__isnull=False), name="case_children"),
            models.Index(
                fields=("assignee", "due_at", "id"),
                condition=Q(assignee__isnull=False),
                name="case_of_assignee",
            ),
            models.Index(
                fields=("assignee", "due_at", "id"),
                condition=Q(assignee__isnull=False, state="open"),
                name="case_owed_by_assignee",
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


class CaseConversation(models.Model):
    """A conversation in which a case is dealt with. A case may have several, a conversation has one case at a time."""

    conversation = models.OneToOneField(
        Conversation, primary_key=True, on_delete=models.CASCADE, related_name="case_link"
    )
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="conversation_links")

    def __str__(self) -> str:
        return f"conversation {self.conversation_id} of case {self.case_id}"


class CaseBlock(models.Model):
    """That a case cannot go on before another is done."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="blocks", db_index=False)
    blocked_by = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="holds_up")
    since = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("case", "blocked_by"), condition=Q(cleared_at__isnull=True), name="case_block_once"
            ),
            models.CheckConstraint(
                condition=~Q(case=models.F("blocked_by")), name="case_does_not_block_itself"
            ),
        )

    def __str__(self) -> str:
        return f"case {self.case_id} waits for {self.blocked_by_id}"
