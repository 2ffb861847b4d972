"""What conversations do in the background."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from twofold.conversations.actions import contact_budget
from twofold.conversations.actions.personal_mail import forget_unused
from twofold.conversations.actions.personal_outgoing import forget_automatic_answers, forget_house_mail
from twofold.conversations.actions.take_in_mail import take_in_waiting, waiting_mail
from twofold.conversations.actions.tell_improvement import mail_those_who_raised
from twofold.conversations.actions.wake import wake_conversations
from twofold.conversations.channels.chat.copies import forget_old_visitors, mail_code
from twofold.conversations.models import RawMessage
from twofold.jobs.actions.enqueue import NewJob, enqueue_many, enqueue_unique

AT_A_STRETCH = timedelta(minutes=10)


@task()
def take_in_mail(channel_id: int) -> str:
    """Take in what has arrived in a mailbox, for ten minutes at most; another job takes in the rest."""
    end = timezone.now() + AT_A_STRETCH
    taken = take_in_waiting(channel_id, clock=timezone.now, until=end)
    if waiting_mail(channel_id).exists():
        enqueue_unique(take_in_mail, f"channel:{channel_id}", channel_id)
    return f"{taken} mails"


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
def forget_old_house_mail() -> int:
    """Forget what the house wrote to whom a month ago, and after a week what it said."""
    return forget_house_mail(now=timezone.now())


@task()
def forget_unused_mail() -> int:
    """Delete originals of which nothing was made, after three months."""
    return forget_unused(now=timezone.now())


@task()
def mail_chat_code(conversation_id: int) -> int:
    """Send a visitor the code by which they prove that their address is theirs."""
    return mail_code(conversation_id, now=timezone.now())


@task()
def forget_visitors() -> int:
    """Forget visitors of chats who have not come back for a month."""
    return forget_old_visitors(now=timezone.now())


@task()
def wake() -> int:
    """Open the conversations whose sleep is over."""
    return wake_conversations(now=timezone.now())


@task()
def mail_improvement(event_id: int) -> int:
    """Write to those who raised what was made better."""
    return mail_those_who_raised(event_id, now=timezone.now())


@task()
def forget_contacts() -> int:
    """Forget whom the house wrote to of its own accord, once no rule counts it any more."""
    return contact_budget.forget_contacts(now=timezone.now())
