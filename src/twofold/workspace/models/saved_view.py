"""Saved views: how someone likes to see a list."""

from django.db import models
from django.db.models import Q

from twofold.accounts.models import User
from twofold.core.guard import GuardedModel
from twofold.directory.models import Unit


class SavedView(GuardedModel):
    """Filter, columns, order and layout of a list, under a name; shared with a unit, or its owner's alone."""

    list_name = models.CharField(max_length=30, help_text="Name of the list type, e.g. party.")
    name = models.CharField(max_length=80)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    rules = models.JSONField(default=dict, blank=True, help_text="See core/filters.py.")
    text = models.CharField(max_length=200, blank=True, help_text="What the list is searched for.")
    columns = models.JSONField(default=list, blank=True)
    order = models.CharField(max_length=60, blank=True)
    layout = models.CharField(max_length=8, default="table", help_text="table, board or calendar")
    layout_by = models.CharField(max_length=60, blank=True, help_text="The field of the board or calendar.")
    is_pinned = models.BooleanField(default=False, help_text="Shown among the tabs of the list.")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="saved_view_has_a_name"),
            models.UniqueConstraint(fields=("owner", "list_name", "name"), name="saved_view_name_once"),
        )

    def __str__(self) -> str:
        return self.name
