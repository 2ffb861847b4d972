"""Work on schedule."""

from django.utils import timezone
from django_tasks import task

from twofold.relationships.actions.improvement_effects import measure_effects
from twofold.relationships.actions.windows import refresh_windows


@task()
def refresh_recency_windows() -> int:
    """Put the windows of the new day into force."""
    return refresh_windows(now=timezone.now())


@task()
def measure_improvements() -> int:
    """Look at the figures of improvements that have ended, to see their effect."""
    return measure_effects(now=timezone.now())
