"""Work of surveys on schedule."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from twofold.jobs.actions.enqueue import NewJob, enqueue_many, enqueue_unique
from twofold.surveys.actions.asking import due as rounds
from twofold.surveys.actions.asking.mailing import send_round
from twofold.surveys.actions.asking.opening import open_round
from twofold.surveys.actions.between_units.tell import tell_unit_ratings
from twofold.surveys.actions.confidential.publish import publish_due
from twofold.surveys.actions.counting import count_answers as counting
from twofold.surveys.actions.counting import participation
from twofold.surveys.actions.figures import due
from twofold.surveys.actions.figures.compute import compute_figures
from twofold.surveys.actions.loop.again import ask_again
from twofold.surveys.actions.loop.follow_up import follow_up
from twofold.surveys.actions.triggers.run import run_triggers
from twofold.surveys.models import Survey
from twofold.timeline.models import Event

AT_A_STRETCH = timedelta(minutes=10)


@task()
def tick_rounds() -> int:
    """Begin, end and release what is due in rounds of surveys, and have those written to who are to be asked."""
    now = timezone.now()
    rounds.end_due(now=now)
    rounds.release_due(now=now)
    enqueue_many(
        NewJob(open_planned_round, args=(wave,), unique_key=f"wave:{wave}")
        for wave in rounds.rounds_to_open(now)
    )
    return enqueue_many(
        NewJob(write_to_asked, args=(wave,), unique_key=f"wave:{wave}")
        for wave in rounds.rounds_to_write_to(now)
    )


@task()
def open_planned_round(wave_id: int) -> int:
    """Open a round that was planned, and write to those whom it asks."""
    asked = open_round(wave_id, now=timezone.now())
    if asked:
        enqueue_unique(write_to_asked, f"wave:{wave_id}", wave_id)
    return asked


@task()
def write_to_asked(wave_id: int) -> int:
    """Write to those of a round to whom a mail is due, for ten minutes at most; the next tick has the rest written to."""
    return send_round(wave_id, clock=timezone.now, until=timezone.now() + AT_A_STRETCH)


@task()
def note_bounced_invitations() -> int:
    """Mark invitations whose mail did not arrive."""
    return rounds.note_bounced(now=timezone.now())


@task()
def tell_totals() -> int:
    """Tell the totals of rounds that are over, where answers lie under their respondents' records."""
    now = timezone.now()
    return len(publish_due(now=now)) + tell_unit_ratings(now=now)


@task()
def count_answers() -> int:
    """Count the answers of surveys of outside customers ahead, where many are new."""
    return len(counting.count_answers(now=timezone.now()))


@task()
def count_participation() -> None:
    """Count once a day how many took part in protected rounds."""
    participation.count_participation(now=timezone.now())


@task()
def compute_figures_of(survey_id: int) -> int:
    """Compute the deeper figures of a survey, unless it was removed meanwhile."""
    survey = Survey.objects.system("figures over all who answered").filter(pk=survey_id).first()
    return compute_figures(survey, now=timezone.now()) if survey else 0


@task()
def compute_figures_after(event_id: int) -> int:
    """Have computed what an event has changed."""
    event = Event.objects.system("what has just happened").get(pk=event_id)
    return due.figures_after(event, now=timezone.now())


@task()
def compute_figures_overnight() -> int:
    """Have computed whatever has changed since it was last."""
    return due.figures_overnight(now=timezone.now())


@task()
def ask_by_triggers() -> int:
    """Invite those whom something that has happened makes a survey ask."""
    return run_triggers(now=timezone.now())


@task()
def follow_answer_up(event_id: int) -> int | None:
    """Open the case that a bad answer asks for."""
    event = Event.objects.system("what has just happened").get(pk=event_id)
    case = follow_up(event.subject_id, now=timezone.now())
    return case and case.pk


@task()
def ask_again_hourly() -> int:
    """Ask again those whose bad answer led to a case that has been resolved for a while."""
    return ask_again(now=timezone.now())
