"""The conflict room: positions, facts, options, what was agreed, and whether it holds."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.cases.models.case import Case
from twofold.core.guard import GuardedModel
from twofold.directory.models import Party


class Position(GuardedModel):
    """How one party sees it, for the mediator's eyes only."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="positions", db_index=False)
    party = models.ForeignKey(
        Party, on_delete=models.CASCADE, related_name="+", help_text="For whom it speaks."
    )
    author = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    body = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("case", "party", "author"), name="position_once_per_author"),
        )

    def __str__(self) -> str:
        return f"position of {self.party_id} in case {self.case_id}"


class SharedFact(GuardedModel):
    """A line of the fact sheet that all parties read, from a record if one is named."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="facts")
    words = models.CharField(max_length=500)
    happened_at = models.DateTimeField(null=True)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True)
    added_by = models.ForeignKey(Party, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.words


class ConflictOption(GuardedModel):
    """A way out that someone proposes, with what speaks for and against it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="options")
    title = models.CharField(max_length=200)
    in_favour = models.TextField(blank=True)
    against = models.TextField(blank=True)
    proposed_by = models.ForeignKey(Party, null=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField()
    is_chosen = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.title


class Settlement(GuardedModel):
    """What the parties agreed. It is in force once every one of them has signed these very words."""

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.CASCADE, related_name="settlement")
    words = models.TextField()
    written_at = models.DateTimeField()
    in_force_at = models.DateTimeField(null=True)
    check_back_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"settlement of case {self.pk}"


class SettlementStep(GuardedModel):
    """What someone does by a day, as agreed."""

    settlement = models.ForeignKey(Settlement, on_delete=models.CASCADE, related_name="steps")
    words = models.CharField(max_length=300)
    party = models.ForeignKey(Party, null=True, on_delete=models.SET_NULL, related_name="+")
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.words


class Signature(GuardedModel):
    """One party's consent to the settlement as it stands; new words need new signatures."""

    settlement = models.ForeignKey(
        Settlement, on_delete=models.CASCADE, related_name="signatures", db_index=False
    )
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(Party, null=True, on_delete=models.SET_NULL, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("settlement", "party"), name="signature_once_per_party"),
        )

    def __str__(self) -> str:
        return f"{self.party_id} signed"


class CheckBack(GuardedModel):
    """Each side is asked by itself, a while after, whether what was agreed holds."""

    class Answer(models.TextChoices):
        HOLDS = "holds", _("It holds")
        PARTLY = "partly", _("In part")
        BROKEN = "broken", _("It does not hold")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="check_backs", db_index=False)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    asked_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=6, choices=Answer, blank=True)
    words = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "party", "due_on"), name="check_back_once"),)
        indexes = (
            models.Index(
                fields=("due_on",), condition=models.Q(asked_at__isnull=True), name="check_back_due"
            ),
        )

    def __str__(self) -> str:
        return f"{self.party_id} on {self.due_on}"
