"""Ideas from both sides, and who is for them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.core.guard import GuardedModel
from twofold.directory.models import Party, Unit
from twofold.relationships.models import Offering, Side


class Idea(GuardedModel):
    """What someone proposes to a unit. A merged idea points to the one it became part of, and its voters vote there, once."""

    class Kind(models.TextChoices):
        OFFERING = "offering", _("A product or service")
        CAMPAIGN = "campaign", _("A campaign")
        WORK = "work", _("How we work")

    class State(models.TextChoices):
        NEW = "new", _("New")
        LOOKED_AT = "looked_at", _("Being looked at")
        PLANNED = "planned", _("Planned")
        UNDERWAY = "underway", _("Underway")
        DONE = "done", _("Done")
        DECLINED = "declined", _("Not now")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", help_text=_("Who decides."))
    side = models.CharField(
        max_length=8, choices=Side, help_text=_("Where it comes from, and who may vote for it.")
    )
    author = models.ForeignKey(Party, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind)
    offering = models.ForeignKey(Offering, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.NEW)
    planned_for = models.CharField(max_length=60, blank=True, help_text=_("As the roadmap says it."))
    answer = models.TextField(blank=True, help_text=_("What its voters are told."))
    answered_at = models.DateTimeField(null=True)
    is_shown = models.BooleanField(
        default=False, help_text=_("Whether others see it and can vote; a unit looks at it first.")
    )
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="merged_ideas")
    votes = models.PositiveIntegerField(default=0, help_text=_("Counted as votes come and go."))
    proposed_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("unit", "state", "-votes", "-id"), name="idea_of_unit"),
            models.Index(fields=("side", "-votes", "-id"), name="idea_by_votes"),
            models.Index(fields=("-votes", "-id"), name="idea_by_voices"),
            models.Index(fields=("author",), name="idea_of_author"),
        )

    def __str__(self) -> str:
        return self.title


class IdeaVote(models.Model):
    """That someone is for an idea; one voice each, also after a merge. Of whoever was erased only the voice is left."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="voters")
    party = models.ForeignKey(Party, null=True, on_delete=models.CASCADE, related_name="+")
    voted_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("idea", "party"), name="idea_vote_once"),)

    def __str__(self) -> str:
        return f"{self.party_id} for idea {self.idea_id}"
