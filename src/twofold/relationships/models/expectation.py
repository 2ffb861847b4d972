"""Expectations: what a customer needs, how we know, what we mean to do, and whether it is met."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.core.guard import GuardedModel
from twofold.directory.models import Party
from twofold.relationships.models.relationship import Relationship


class Expectation(GuardedModel):
    """One expectation of a customer in a relationship."""

    class State(models.TextChoices):
        MET = "met", _("Met")
        AT_RISK = "at_risk", _("At risk")
        UNMET = "unmet", _("Unmet")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Importance(models.IntegerChoices):
        NICE = 1, _("Nice to have")
        USEFUL = 2, _("Useful")
        IMPORTANT = 3, _("Important")
        VITAL = 4, _("Vital")

    relationship = models.ForeignKey(
        Relationship, on_delete=models.CASCADE, related_name="expectations", db_index=False
    )
    statement = models.CharField(max_length=300)
    importance = models.PositiveSmallIntegerField(choices=Importance, default=Importance.IMPORTANT)
    evidence = models.TextField(blank=True, help_text=_("How we know: a survey, a talk, a complaint."))
    strategy = models.TextField(blank=True, help_text=_("What we do about it."))
    state = models.CharField(max_length=9, choices=State, default=State.AT_RISK)
    review_on = models.DateField(null=True, blank=True)
    stated_by = models.ForeignKey(Party, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("relationship", "state"), name="expectation_of_relationship"),
            models.Index(fields=("statement", "state"), name="expectation_by_statement"),
        )

    def __str__(self) -> str:
        return self.statement
