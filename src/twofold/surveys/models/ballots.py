"""The ballot box of anonymous surveys. No row here, and no order of rows, leads from an answer to whoever gave it.

`Participant` says who was asked and whether they answered, without a time and without naming an answer. `Ballot` holds a
sealed sheet under a hash that only its giver's change code leads to. After the release, totals and shuffled remarks are left.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.core.guard import GuardedModel
from twofold.directory.models import Party
from twofold.surveys.models.asking import Wave
from twofold.surveys.models.question import Question


class Participant(GuardedModel):
    """One who was asked. That they answered is known; when, and what, is not."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    has_answered = models.BooleanField(default=False)
    cells = models.JSONField(
        default=list, help_text=_("Their unit, then their value of each attribute of the plan, as at launch.")
    )
    counts = models.BooleanField(
        default=True,
        help_text=_("Whether they count towards the least size of a group: known before launch."),
    )
    mails = models.PositiveSmallIntegerField(
        default=0, help_text=_("How many were sent: the same for all, whether or not they have answered.")
    )
    held_back_because = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("wave", "person"), name="participant_once_per_wave"),)

    def __str__(self) -> str:
        return f"participant {self.pk} of wave {self.wave_id}"


class Ballot(GuardedModel):
    """A sealed sheet, the same size as any other up to a step."""

    code_hash = models.CharField(primary_key=True, max_length=64)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="ballots")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return "a sealed ballot"


class BallotKey(models.Model):
    """What seals a wave's ballots. What opens them lies in a file beside the database, and is destroyed at release."""

    wave = models.OneToOneField(Wave, primary_key=True, on_delete=models.CASCADE, related_name="ballot_key")
    public = models.BinaryField()
    destroyed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"key of wave {self.wave_id}"


class PublishedGroup(models.Model):
    """A group whose totals were released: a part of a lens, or several told together because one was too small."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="groups")
    position = models.PositiveIntegerField(help_text=_("0 is everyone."))
    lens = models.CharField(max_length=120, help_text=_("What it was cut by: units, an attribute, or both."))
    within = models.CharField(max_length=120, blank=True, help_text=_("The unit that was cut."))
    parts = models.JSONField(default=list, help_text=_("The units or values in it."))
    label = models.CharField(max_length=500)
    n = models.PositiveIntegerField(help_text=_("How many answered."))

    class Meta:
        constraints = (models.UniqueConstraint(fields=("wave", "position"), name="published_group_once"),)

    def __str__(self) -> str:
        return self.label


class ToldMean(models.Model):
    """What is told of a question in a group: a mean, or only on which side of a step it lies."""

    group = models.ForeignKey(PublishedGroup, on_delete=models.CASCADE, related_name="means")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+")
    n = models.PositiveIntegerField()
    mean = models.FloatField(null=True)
    at_most = models.FloatField(null=True)
    at_least = models.FloatField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("group", "question"), name="told_mean_once"),)

    def __str__(self) -> str:
        return f"{self.question_id} in group {self.group_id}"


class Total(models.Model):
    """How often an answer was given in a group, where enough answered and not nearly all the same."""

    group = models.ForeignKey(PublishedGroup, on_delete=models.CASCADE, related_name="totals")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+")
    value = models.SmallIntegerField()
    n = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("group", "question", "value"), name="total_once_per_answer"),
        )

    def __str__(self) -> str:
        return f"{self.question_id} = {self.value}: {self.n}"


class Remark(models.Model):
    """Free text, in an order of chance, joined to nothing but a group of ten or more."""

    group = models.ForeignKey(PublishedGroup, on_delete=models.CASCADE, related_name="remarks")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("group", "question", "position"), name="remark_position_once"),
        )

    def __str__(self) -> str:
        return f"remark {self.position}"
