"""What insight does on its own."""

from django.utils import timezone
from django_tasks import task

from twofold.insight.actions.figures import refresh_figures as refresh


@task()
def refresh_figures() -> None:
    """Compute the figures of all units as of now."""
    refresh(now=timezone.now())


@task()
def refresh_after(event_id: int) -> None:
    """Compute them again after an event that changes many records at once, such as an import."""
    refresh(now=timezone.now())
