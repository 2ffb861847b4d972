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
from twofold.surveys.models.survey import Survey


class Lens(models.Model):
    """A cut of the results, chosen before launch and shown to respondents."""

    class Kind(models.TextChoices):
        UNITS = "units", _("Units, as they stand in the tree")
        ATTRIBUTE = "attribute", _("One attribute")
        CROSSING = "crossing", _("Two attributes at once")

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="lenses")
    kind = models.CharField(max_length=9, choices=Kind)
    attributes = models.JSONField(default=list, help_text=_("Names of the attributes that are cut by."))
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("survey", "position"), name="lens_position_once"),)

    def __str__(self) -> str:
        return f"{self.survey_id}: {self.kind} {' × '.join(self.attributes)}"


class LensCell(models.Model):
    """One group of a lens as it stood at launch: a unit, or a value. Later changes of the organisation do not reach it."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="cells")
    lens = models.ForeignKey(Lens, on_delete=models.CASCADE, related_name="cells")
    key = models.CharField(max_length=120)
    label = models.CharField(max_length=200)
    parent_key = models.CharField(max_length=120, blank=True, help_text=_("The unit above; only of units."))
    invited = models.PositiveIntegerField(default=0, help_text=_("How many of it were asked."))

    class Meta:
        constraints = (models.UniqueConstraint(fields=("wave", "lens", "key"), name="lens_cell_once"),)

    def __str__(self) -> str:
        return self.label


class Participant(GuardedModel):
    """One who was asked. That they answered is known; when, and what, is not."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    has_answered = models.BooleanField(default=False)
    cells = models.JSONField(default=dict, help_text=_("Lens → the cell they are counted in, as at launch."))
    counts = models.BooleanField(
        default=True,
        help_text=_("Whether they count towards the least size of a group: known before launch."),
    )

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
    """A group whose totals were released: a cell, or several that were combined because each was too small."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="groups")
    lens = models.ForeignKey(Lens, null=True, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=120)
    label = models.CharField(max_length=500)
    cells = models.JSONField(default=list, help_text=_("Keys of the cells in it."))
    n = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("wave", "lens", "key"), name="published_group_once"),)

    def __str__(self) -> str:
        return self.label


class Total(models.Model):
    """How often an answer was given in a group. The only thing about answers that is left after the release."""

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
