"""When a recurring task runs next."""

from django.db import models


class ScheduleState(models.Model):
    """The next occurrence of a schedule that some room's plate declares."""

    name = models.CharField(max_length=100, unique=True)
    next_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
