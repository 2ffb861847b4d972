"""Work on schedule."""

from django.utils import timezone
from django_tasks import task

from twofold.cases.actions.hearing import hear
from twofold.cases.actions.promises import note_missed_promises
from twofold.timeline.models import Event


@task()
def note_missed() -> int:
    """Write down which promises have just been missed, so that people can be told."""
    return note_missed_promises(now=timezone.now())


@task()
def hear_message(event_id: int) -> int | None:
    """Keep what was said in a conversation as a step of its case, if it has one."""
    step = hear(Event.objects.system("what has just happened").get(pk=event_id))
    return step and step.pk
