"""A look through the whole register for parties that may be one and the same."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DuplicateSearch(models.Model):
    """One search for duplicates: how far it has come, and from when on changes have not been looked at."""

    class Step(models.TextChoices):
        WAITING = "waiting", _("Waiting for its turn")
        READING = "reading", _("Reading the register")
        KEYS = "keys", _("Gathering records that have something in common")
        CHANCES = "chances", _("Measuring how rare names and addresses are")
        PAIRS = "pairs", _("Comparing pairs")
        WRITING = "writing", _("Writing down what was found")
        DONE = "done", _("Done")

    step = models.CharField(max_length=8, choices=Step, default=Step.WAITING)
    is_whole = models.BooleanField(default=False, help_text="Compares old records with each other too.")
    read = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    asked_by_id = models.BigIntegerField(null=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"search for duplicates of {self.started_at}"
