"""What conversations do in the background."""

from django.utils import timezone
from django_tasks import task

from twofold.conversations.actions.personal_mail import forget_unused
from twofold.conversations.actions.personal_outgoing import forget_automatic_answers
from twofold.conversations.actions.take_in_mail import take_in_waiting
from twofold.conversations.actions.wake import wake_conversations
from twofold.conversations.models import RawMessage
from twofold.jobs.actions.enqueue import NewJob, enqueue_many


@task()
def take_in_mail(channel_id: int) -> str:
    """Take in what has arrived in a mailbox."""
    return f"{take_in_waiting(channel_id, clock=timezone.now)} mails"


@task()
def take_in_left_over() -> int:
    """Go on where a worker was lost: one job for each channel in which mail still waits."""
    waiting = RawMessage.objects.system("what was left over").filter(state=RawMessage.State.WAITING)
    channels = waiting.order_by().values_list("channel_id", flat=True).distinct()
    return enqueue_many(
        NewJob(take_in_mail, args=(channel,), unique_key=f"channel:{channel}") for channel in channels
    )


@task()
def forget_answered() -> int:
    """Forget who was answered automatically more than a week ago."""
    return forget_automatic_answers(now=timezone.now())


@task()
def forget_unused_mail() -> int:
    """Delete originals of which nothing was made, after three months."""
    return forget_unused(now=timezone.now())


@task()
def wake() -> int:
    """Open the conversations whose sleep is over."""
    return wake_conversations(now=timezone.now())
