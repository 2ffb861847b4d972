"""Housekeeping of the queue and of the database it is in."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from twofold.core import statistics
from twofold.jobs.actions.jobs import forget_finished

KEEP_DONE = timedelta(days=7)
KEEP_FAILED = timedelta(days=90)


@task()
def prune_jobs() -> dict[str, int]:
    """Delete what finished long ago: done jobs after a week, discarded ones after three months."""
    now = timezone.now()
    return {
        "done": forget_finished("done", before=now - KEEP_DONE),
        "discarded": forget_finished("discarded", before=now - KEEP_FAILED),
    }


@task()
def learn_statistics() -> None:
    """Let the database look at how common values are: every night, and after many rows have come."""
    statistics.learn_statistics()
