"""Work on schedule."""

from django.utils import timezone
from django_tasks import task

from twofold.cases.actions import queueing, rule_again
from twofold.cases.actions.check_backs import ask_back
from twofold.cases.actions.conflict_mail import mail_sides
from twofold.cases.actions.hearing import hear
from twofold.cases.actions.ladders import climb_ladders
from twofold.cases.actions.major import carry_on
from twofold.cases.actions.portal_mail import mail_answer
from twofold.cases.actions.promises import note_missed_promises
from twofold.cases.actions.rotate import give_those_left
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


@task()
def mail_portal_answer(event_id: int) -> int:
    """Tell a customer that an answer waits in the portal."""
    event = Event.objects.system("what has just happened").get(pk=event_id)
    return mail_answer(event.details.get("message", 0))


@task()
def mail_conflict_sides(event_id: int) -> int:
    """Tell the sides of a conflict that something is asked of them."""
    return mail_sides(Event.objects.system("what has just happened").get(pk=event_id))


@task()
def climb() -> int:
    """Do what is due on the ladders of running promises."""
    return climb_ladders(now=timezone.now())


@task()
def rule_open_cases(event_id: int | None = None) -> int:
    """Bring all open cases up to policies that have changed, whatever the event."""
    return rule_again.rule_again(now=timezone.now())


@task()
def count_open_cases(event_id: int) -> int:
    """Count open cases anew by the hours of a unit that have changed, or by those of the units above which it lies now."""
    event = Event.objects.system("what has just happened").get(pk=event_id)
    return rule_again.count_again(event.subject_id, now=timezone.now())


@task()
def ask_back_daily() -> int:
    """Ask the sides of settled conflicts, each by itself, whether what was agreed holds."""
    return ask_back(now=timezone.now())


@task()
def carry_on_major(event_id: int) -> int:
    """Tell the customers of all cases of a major issue, or resolve these, one by one."""
    return carry_on(Event.objects.system("what has just happened").get(pk=event_id), now=timezone.now())


@task()
def give_left() -> int:
    """Give what found nobody to those who are there by now."""
    return give_those_left(now=timezone.now())


@task()
def renew_queues() -> int:
    """Move what waits to the stream of its customer's standing today, and let in what imports have brought."""
    now = timezone.now()
    queueing.queue_open_cases(None, now=now)
    return queueing.renew_streams(now=now)


@task()
def queue_plain_cases(event_id: int) -> int:
    """Let the plain cases of a unit into its queue, or take them out."""
    event = Event.objects.system("what has just happened").get(pk=event_id)
    return queueing.queue_open_cases(event.subject_id, now=event.recorded_at)
