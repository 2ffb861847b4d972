"""Work on schedule."""

from django.utils import timezone
from django_tasks import task

from twofold.relationships.actions.windows import refresh_windows


@task()
def refresh_recency_windows() -> int:
    """Put the windows of the new day into force."""
    return refresh_windows(now=timezone.now())
