"""What people decide about jobs."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.access import get_visible, require_capability
from twofold.core.actor import Actor
from twofold.core.errors import Conflict
from twofold.jobs.models import Job, State
from twofold.jobs.models.job import LIVE

PRUNED_AT_ONCE = 1_000


@transaction.atomic
def retry_job(job: Job, *, actor: Actor, now: datetime) -> None:
    """Let a job that was set aside start over, with all its tries.

    :raises NotAllowed: if the actor is no administrator
    :raises Conflict: if the job is not set aside, or another one with its key is waiting
    """
    job = _to_decide(job, actor)
    twins = Job.objects.system("is a job with this key live?").filter(
        task=job.task, unique_key=job.unique_key, state__in=LIVE
    )
    if job.unique_key and twins.exists():
        raise Conflict(_("The same job is already waiting. Discard this one."))
    job.state, job.run_after, job.finished_at = State.WAITING, now, None
    job.attempts, job.lost_leases, job.run_again = 0, 0, False
    job.decided_by = actor.person_id
    job.save()


@transaction.atomic
def discard_job(job: Job, *, actor: Actor, now: datetime) -> None:
    """Give up a job that was set aside. Its row stays for three months, so that one can see what was not done.

    :raises NotAllowed: if the actor is no administrator
    :raises Conflict: if the job is not set aside
    """
    job = _to_decide(job, actor)
    job.state, job.finished_at, job.decided_by = State.DISCARDED, now, actor.person_id
    job.save()


def _to_decide(job: Job, actor: Actor) -> Job:
    require_capability(actor, "administer", _("Only administrators decide about jobs."))
    get_visible(Job, actor, job.pk)
    job = Job.objects.visible_to(actor).select_for_update().get(pk=job.pk)
    if job.state != State.SET_ASIDE:
        raise Conflict(_("This job is no longer set aside. Reload the page to see where it stands."))
    return job


def forget_finished(state: State, *, before: datetime) -> int:
    """Delete jobs that finished before a time, in small transactions.

    :returns: how many
    """
    finished = Job.objects.system("retention").filter(state=state, finished_at__lt=before)
    deleted = 0
    while chunk := list(finished.order_by("finished_at").values_list("pk", flat=True)[:PRUNED_AT_ONCE]):
        deleted += Job.objects.system("retention").filter(pk__in=chunk).delete()[0]
    return deleted
