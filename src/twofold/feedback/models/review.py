"""Reviews and mentions, with what they said before they were changed."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.cases.models import Case
from twofold.core.guard import GuardedModel
from twofold.directory.models import Party, Unit
from twofold.feedback.models.source import ReviewSource
from twofold.relationships.models import Offering, Relationship


class Review(GuardedModel):
    """What someone wrote about us elsewhere, once per source and external id. `stars` stay empty on a mere mention."""

    source = models.ForeignKey(ReviewSource, on_delete=models.PROTECT, related_name="reviews")
    external_id = models.CharField(max_length=200)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", help_text=_("Whom it is about.")
    )
    offering = models.ForeignKey(Offering, null=True, on_delete=models.SET_NULL, related_name="+")
    party = models.ForeignKey(
        Party, null=True, on_delete=models.SET_NULL, related_name="+", help_text=_("Who wrote it, if known.")
    )
    relationship = models.ForeignKey(Relationship, null=True, on_delete=models.SET_NULL, related_name="+")
    stars = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    of_five = models.DecimalField(
        max_digits=4, decimal_places=2, null=True, help_text=_("Its stars, were five the most.")
    )
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    author_name = models.CharField(max_length=200, blank=True, help_text=_("As it stands there."))
    language = models.CharField(max_length=10, blank=True)
    place = models.CharField(max_length=120, blank=True)
    product = models.CharField(
        max_length=120, blank=True, help_text=_("What it is about, as it is called there.")
    )
    link = models.URLField(max_length=500, blank=True)
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, help_text=_("When its author last changed it."))
    received_at = models.DateTimeField()
    answer = models.TextField(blank=True, help_text=_("What we answered there."))
    answered_at = models.DateTimeField(null=True)
    answer_due_at = models.DateTimeField(
        null=True, help_text=_("By when we mean to answer; none for what was old when it came in.")
    )
    case = models.ForeignKey(Case, null=True, on_delete=models.SET_NULL, related_name="+")
    may_quote = models.BooleanField(default=False, help_text=_("Whether its author permits us to quote it."))
    import_run_id = models.BigIntegerField(null=True)
    erased_at = models.DateTimeField(null=True, help_text=_("Since when it says nothing, for good."))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("source", "external_id"), name="review_once_per_source"),
        )
        indexes = (
            models.Index(fields=("unit", "-written_at", "-id"), name="review_of_unit"),
            models.Index(fields=("-written_at", "-id"), name="review_by_time"),
            models.Index(fields=("party",), name="review_of_party"),
        )

    def __str__(self) -> str:
        return self.title or self.text.partition("\n")[0][:60] or f"review {self.pk}"

    @property
    def said_at(self) -> datetime:
        """From when what it says is."""
        return self.changed_at or self.written_at


class ReviewText(models.Model):
    """What a review said before its author changed it."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="earlier")
    stars = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    written_at = models.DateTimeField()
    replaced_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"review {self.review_id} until {self.replaced_at}"


class Praised(models.Model):
    """A colleague whom a review names with thanks; they are told, and so are the units behind."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="praised")
    person = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name_plural = "praised"
        constraints = (models.UniqueConstraint(fields=("review", "person"), name="praised_once_per_review"),)

    def __str__(self) -> str:
        return f"{self.person_id} in review {self.review_id}"
