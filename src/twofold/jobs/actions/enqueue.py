"""Asking for jobs, beyond the plain ``task.enqueue(…)``: once per key, on someone's behalf, or many at a time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q
from django_tasks.base import Task, TaskResult

from twofold.jobs.backend import new_job
from twofold.jobs.models import Job, State
from twofold.jobs.models.job import LIVE

BATCH = 500


@dataclass(frozen=True)
class NewJob:
    """A call of a task that someone wants made.

    :param unique_key: with a key, at most one live job of this task has it
    :param person_id: on whose behalf, if anyone's
    :param unit_id: the unit whose business it is: only those who see the unit see more of the job than that it exists
    """

    task: Task
    args: Sequence[Any] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    unique_key: str = ""
    person_id: int | None = None
    unit_id: int | None = None


def enqueue_unique(task: Task, key: str, *args: Any, **kwargs: Any) -> TaskResult:
    """Ask for a job unless one with this key is waiting already.

    If one is *running*, it may have read its data before the caller's change: it will run once more when it is done.

    :param key: says what makes two requests the same, e.g. ``"unit:7"``
    :returns: the job that will do the work, new or not
    """
    enqueue_many([NewJob(task, args, kwargs, unique_key=key)])
    job = Job.objects.system("the job just asked for").get(
        task=task.module_path, unique_key=key, state__in=LIVE
    )
    return task.get_backend().result_of(job, task)


@transaction.atomic
def enqueue_many(wanted: Iterable[NewJob]) -> int:
    """Ask for many jobs, set-wise, in the caller's transaction.

    :returns: how many were asked for; those whose key is live already are not doubled (see :func:`enqueue_unique`)
    """
    jobs = [
        new_job(
            one.task,
            one.args,
            one.kwargs,
            unique_key=one.unique_key,
            person_id=one.person_id,
            unit_id=one.unit_id,
        )
        for one in wanted
    ]
    Job.objects.bulk_create(jobs, batch_size=BATCH, ignore_conflicts=any(job.unique_key for job in jobs))
    keys: dict[str, list[str]] = {}
    for job in jobs:
        if job.unique_key:
            keys.setdefault(job.task, []).append(job.unique_key)
    for task, unique_keys in keys.items():
        for start in range(0, len(unique_keys), BATCH):
            _touch(task, unique_keys[start : start + BATCH])
    return len(jobs)


def _touch(task: str, unique_keys: list[str]) -> None:
    """Have running jobs run again, and hold waiting ones until the caller has committed, so that they see its change."""
    live = Job.objects.system("asking once per key").filter(
        task=task, unique_key__in=unique_keys, state__in=LIVE
    )
    live.update(run_again=Q(state=State.RUNNING))
