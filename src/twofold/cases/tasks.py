"""Work on schedule."""

from django.utils import timezone
from django_tasks import task

from twofold.cases.actions.promises import note_missed_promises


@task()
def note_missed() -> int:
    """Write down which promises have just been missed, so that people can be told."""
    return note_missed_promises(now=timezone.now())
