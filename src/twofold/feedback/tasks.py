"""Work of feedback that happens by itself."""

from django_tasks import task

from twofold.feedback.actions.ideas.tell import mail_supporters
from twofold.timeline.models import Event


@task()
def tell_supporters(event_id: int) -> int:
    """Write to the customers who are for an idea what becomes of it."""
    return mail_supporters(Event.objects.system("what has just happened").get(pk=event_id).subject_id)
