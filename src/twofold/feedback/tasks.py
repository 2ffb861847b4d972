"""Work of feedback that happens by itself."""

from django.utils import timezone
from django_tasks import task

from twofold.feedback.actions.ideas.tell import mail_supporters
from twofold.feedback.actions.reviews import feeds, invitations
from twofold.timeline.models import Event


@task()
def tell_supporters(event_id: int) -> int:
    """Write to the customers who are for an idea what becomes of it."""
    return mail_supporters(Event.objects.system("what has just happened").get(pk=event_id).subject_id)


@task()
def read_feeds() -> int:
    """Read the feeds of all sources of reviews."""
    return feeds.read_feeds(now=timezone.now())


@task()
def invite_to_review() -> int:
    """Note whom sources ask for a review, and mail those whose time has come."""
    now = timezone.now()
    invitations.invite_to_review(now=now)
    return invitations.send_due_invitations(now=now)
