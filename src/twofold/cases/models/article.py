"""Articles: answers written once, for customers or for colleagues."""

from django.db import models

from twofold.core.guard import GuardedModel
from twofold.directory.models import Unit
from twofold.relationships.models import Offering


class Article(GuardedModel):
    """One answer, in the unit that stands for it. Suggested while someone writes a question."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    offering = models.ForeignKey(Offering, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=200)
    body = models.TextField()
    language = models.CharField(max_length=10, blank=True)
    is_public = models.BooleanField(default=False, help_text="For customers who buy, without signing in.")
    is_for_staff_only = models.BooleanField(
        default=False, help_text="For those who serve, not for the portal."
    )
    published_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    times_helped = models.PositiveIntegerField(default=0)
    times_not_helped = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = (models.Index(fields=("unit", "title"), name="article_of_unit"),)

    def __str__(self) -> str:
        return self.title
