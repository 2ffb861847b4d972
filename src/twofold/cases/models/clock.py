"""Running promises: what policy asks for, how it stands on a case, and who is told before it is too late."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.cases.models.case import Case
from twofold.core.guard import GuardedModel
from twofold.directory.models import Party, Unit


class Target(models.TextChoices):
    """What is promised: a first answer, the next one, an end."""

    FIRST_ANSWER = "first_answer", _("First answer")
    NEXT_ANSWER = "next_answer", _("Next answer")
    RESOLUTION = "resolution", _("Resolution")


class ServicePolicy(GuardedModel):
    """Working minutes within which cases that meet a condition are answered and resolved. The first that fits counts."""

    name = models.CharField(max_length=120)
    unit = models.ForeignKey(
        Unit,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="Whose; empty for all.",
    )
    order = models.PositiveSmallIntegerField(default=100)
    conditions = models.JSONField(default=dict, blank=True, help_text="Rules on the case; empty fits all.")
    first_answer_minutes = models.PositiveIntegerField(null=True, blank=True)
    next_answer_minutes = models.PositiveIntegerField(null=True, blank=True)
    resolution_minutes = models.PositiveIntegerField(null=True, blank=True)
    calendar_unit = models.ForeignKey(
        Unit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Whose working hours count; empty for those of the case's unit.",
    )
    is_active = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "service policies"

    def __str__(self) -> str:
        return self.name


class CaseRuling(models.Model):
    """What was promised on a case from a moment on, and by whose hours it is counted: later rulings leave earlier ones be."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="rulings", db_index=False)
    ruled_at = models.DateTimeField()
    policy = models.ForeignKey(ServicePolicy, null=True, on_delete=models.SET_NULL, related_name="+")
    calendar_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    first_answer_minutes = models.PositiveIntegerField(null=True)
    next_answer_minutes = models.PositiveIntegerField(null=True)
    resolution_minutes = models.PositiveIntegerField(null=True)
    promised_at = models.DateTimeField(
        null=True, help_text="A moment promised by hand, which no pause and no policy moves."
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("case", "ruled_at"), name="case_ruling_once_a_moment"),
        )

    def __str__(self) -> str:
        return f"from {self.ruled_at} on case {self.case_id}"


class CaseClock(GuardedModel):
    """How one promise of a case stands: what the pure function of its steps and calendar said when they last changed."""

    class State(models.TextChoices):
        RUNNING = "running", _("Running")
        PAUSED = "paused", _("Paused")
        KEPT = "kept", _("Kept")
        BROKEN = "broken", _("Broken")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="clocks", db_index=False)
    target = models.CharField(max_length=12, choices=Target)
    policy = models.ForeignKey(ServicePolicy, null=True, on_delete=models.SET_NULL, related_name="+")
    minutes = models.PositiveIntegerField(help_text="What is promised, in working minutes.")
    state = models.CharField(max_length=7, choices=State)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, help_text="Empty while it stands still.")
    met_at = models.DateTimeField(null=True)
    counted_seconds = models.PositiveIntegerField(default=0, help_text="Working time up to `counted_at`.")
    counted_at = models.DateTimeField()
    next_step_at = models.DateTimeField(
        null=True, help_text="When the next rung of its policy's ladder is reached; empty while none is."
    )

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "target"), name="case_clock_once_per_target"),)
        indexes = (
            models.Index(
                fields=("next_step_at", "id"),
                condition=models.Q(next_step_at__isnull=False),
                name="case_clock_next_step",
            ),
            models.Index(
                fields=("due_at", "id"), condition=models.Q(state="running"), name="case_clock_running"
            ),
            models.Index(fields=("policy", "state"), name="case_clock_of_policy"),
        )

    def __str__(self) -> str:
        return f"{self.target} of case {self.case_id}: {self.state}"


class EscalationStep(models.Model):
    """One rung of a policy's ladder: when it is reached, and what happens then, in working hours only."""

    class When(models.TextChoices):
        SHARE = "share", _("Percent of the time is used")
        BEFORE = "before", _("Working minutes before it is due")
        AFTER = "after", _("Working minutes after it was due")

    class Act(models.TextChoices):
        TELL_OWNER = "tell_owner", _("Tell whoever looks after it")
        TELL_LEADS = "tell_leads", _("Tell the unit’s leads")
        TELL_PERSON = "tell_person", _("Tell someone")
        REASSIGN = "reassign", _("Give it to someone else")
        RAISE = "raise", _("Raise its severity")

    policy = models.ForeignKey(ServicePolicy, on_delete=models.CASCADE, related_name="steps")
    target = models.CharField(max_length=12, choices=Target)
    when = models.CharField(max_length=6, choices=When)
    amount = models.PositiveIntegerField()
    act = models.CharField(max_length=11, choices=Act)
    person = models.ForeignKey(Party, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField(help_text="What a clock had behind it by then is not made up for.")

    def __str__(self) -> str:
        return f"{self.act} {self.amount} {self.when} {self.target}"


class Escalation(models.Model):
    """That a rung was reached for a run of a clock: what keeps it from being climbed twice."""

    clock = models.ForeignKey(CaseClock, on_delete=models.CASCADE, related_name="escalations", db_index=False)
    step = models.ForeignKey(EscalationStep, on_delete=models.CASCADE, related_name="+")
    run_started_at = models.DateTimeField()
    reached_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("clock", "step", "run_started_at"), name="escalation_once_per_run"
            ),
        )

    def __str__(self) -> str:
        return f"{self.step_id} of clock {self.clock_id}"
