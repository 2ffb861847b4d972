"""What the timeline does on its own."""

from django.utils import timezone
from django_tasks import task

from twofold.timeline.actions.chain import seal_finished_days


@task()
def seal_days() -> None:
    """Seal the days that are over."""
    seal_finished_days(now=timezone.now())
