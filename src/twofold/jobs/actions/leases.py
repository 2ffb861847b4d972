"""What a worker does with leases: take, extend, acknowledge, hand back, and take over those of the dead.

A lease is the pair of a job's row in state *running* and its fencing number, which grows with every claim: whoever
acknowledges with an old number has lost the job to someone else, and its word no longer counts.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from twofold.jobs.models import Job, State

MAX_ATTEMPTS = 5
MAX_LOST_LEASES = 3
FIRST_PAUSE = timedelta(seconds=10)
ERROR_LENGTH = 8_000

uniform = SystemRandom().uniform


class LeaseLost(Exception):
    """The job was taken over by someone else, or decided on, while this worker had it."""


def claim_jobs(worker: str, *, limit: int, lease: timedelta, now: datetime) -> list[Job]:
    """Take up to `limit` jobs that are due, most urgent and longest waiting first.

    A job that has lost a lease before is taken alone: if it is the one that kills its worker, no other dies with it.
    """
    due = _all().filter(state=State.WAITING, run_after__lte=now).order_by("-priority", "run_after", "pk")
    if not due.exists():  # an idle worker takes no write lock
        return []
    with transaction.atomic():
        candidates = list(due.select_for_update(skip_locked=True)[:limit])
        jobs = _alone_if_suspect(candidates)
        leased = _all().filter(pk__in=[job.pk for job in jobs])
        leased.update(
            state=State.RUNNING,
            worker=worker,
            lease_until=now + lease,
            fencing=F("fencing") + 1,
            attempts=F("attempts") + 1,
            started_at=now,
            run_again=False,
        )
        return list(leased.order_by("-priority", "run_after", "pk"))


def _alone_if_suspect(candidates: list[Job]) -> list[Job]:
    if candidates and candidates[0].lost_leases:
        return candidates[:1]
    return [job for job in candidates if not job.lost_leases]


def extend_leases(worker: str, *, lease: timedelta, now: datetime) -> int:
    """Say that the worker is alive and still at it.

    :returns: the number of jobs it still holds
    """
    return _all().filter(state=State.RUNNING, worker=worker).update(lease_until=now + lease)


def acknowledge_done(job: Job, result: Any, *, now: datetime) -> None:
    """Note that the job has been done; it waits once more if someone asked for it again meanwhile.

    :raises LeaseLost: when the job is no longer this worker's
    """
    done = {"state": State.DONE, "result": result, "finished_at": now, "lease_until": None}
    afresh = {**_waiting(now), "attempts": 0, "lost_leases": 0, "error_class": "", "last_error": ""}
    with transaction.atomic():
        if not _held(job).filter(run_again=False).update(**done) and not _held(job).update(**afresh):
            raise LeaseLost(str(job))


def acknowledge_failure(job: Job, error_class: str, error: str, *, now: datetime) -> State:
    """Note that the job raised: it waits for its next try, or is set aside after the fifth.

    :param error: the traceback; its end is kept
    :returns: what became of the job
    :raises LeaseLost: when the job is no longer this worker's
    """
    told = {"error_class": error_class, "last_error": error[-ERROR_LENGTH:]}
    if job.attempts >= MAX_ATTEMPTS:
        state, change = State.SET_ASIDE, {"state": State.SET_ASIDE, "finished_at": now, "lease_until": None}
    else:
        state, change = State.WAITING, _waiting(now + pause_before_retry(job.attempts))
    if not _held(job).update(**told, **change):
        raise LeaseLost(str(job))
    return state


def pause_before_retry(attempts: int) -> timedelta:
    """How long to wait after so many tries: 10 s, 40 s, 160 s, 640 s, give or take half, so that a crowd disperses."""
    return FIRST_PAUSE * 4 ** (attempts - 1) * uniform(0.5, 1.5)


def hand_back(jobs: Iterable[Job], *, now: datetime) -> None:
    """Give up jobs that were claimed but not finished, e.g. at shutdown. It does not count as a try."""
    for job in jobs:
        _held(job).update(**_waiting(now), attempts=F("attempts") - 1)


def take_over_lost(*, now: datetime, worker: str = "") -> int:
    """Put jobs whose lease has run out back in the queue, and set aside those that lost their third.

    :param worker: a worker known to be dead, whose leases are lost whatever they say
    :returns: how many leases were lost
    """
    lost = _all().filter(state=State.RUNNING)
    lost = lost.filter(worker=worker) if worker else lost.filter(lease_until__lt=now)
    if not lost.exists():
        return 0
    with transaction.atomic():
        jobs = list(lost.select_for_update(skip_locked=True).values_list("pk", "lost_leases"))
        poison = [pk for pk, leases in jobs if leases + 1 >= MAX_LOST_LEASES]
        others = [pk for pk, leases in jobs if leases + 1 < MAX_LOST_LEASES]
        gone = F("lost_leases") + 1
        error = "The process that ran this job ended without a word, three times. It may have crashed, or run out of memory."
        _all().filter(pk__in=others).update(**_waiting(now), lost_leases=gone, attempts=F("attempts") - 1)
        _all().filter(pk__in=poison).update(
            state=State.SET_ASIDE,
            lost_leases=gone,
            lease_until=None,
            finished_at=now,
            error_class="",
            last_error=error,
        )
    return len(jobs)


def require_lease(job: Job) -> None:
    """Call inside the transaction in which a job writes what must not be written twice.

    :raises LeaseLost: when the job is no longer this worker's; the row stays locked, so that it cannot be lost before the commit
    """
    if not _held(job).select_for_update().exists():
        raise LeaseLost(str(job))


def _all() -> QuerySet[Job]:
    return Job.objects.system("the worker serves everyone")


def _held(job: Job) -> QuerySet[Job]:
    return _all().filter(pk=job.pk, state=State.RUNNING, fencing=job.fencing)


def _waiting(when: datetime) -> dict[str, Any]:
    return {"state": State.WAITING, "run_after": when, "lease_until": None, "run_again": False}
