"""Running jobs: one, or all that are due."""

import logging
from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

from django.utils.module_loading import import_string
from django_tasks.base import Task, TaskContext
from django_tasks.utils import get_exception_traceback, get_module_path, normalize_json

from twofold.jobs.actions.leases import (
    LeaseLost,
    acknowledge_done,
    acknowledge_failure,
    claim_jobs,
    require_lease,
)
from twofold.jobs.models import Job
from twofold.jobs.queries.clock import database_time

log = logging.getLogger("twofold.jobs")
LEASE = timedelta(seconds=60)
RUNNING: ContextVar[Job | None] = ContextVar("running_job", default=None)


class NotATask(Exception):
    """The job names something that is not a task. Was it renamed while jobs were waiting?"""


def run_job(job: Job, *, clock: Callable[[], datetime] = database_time) -> None:
    """Call the job's task and note what became of it. Whatever it raises is its own failure, never the worker's."""
    token = RUNNING.set(job)
    try:
        result = _call(job)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - the one place where any failure is data
        log.warning("%s failed at try %d: %r", job, job.attempts, error)
        note = acknowledge_failure, get_module_path(type(error)), get_exception_traceback(error)
    else:
        note = acknowledge_done, result
    finally:
        RUNNING.reset(token)
    acknowledge, *told = note
    try:
        acknowledge(job, *told, now=clock())
    except LeaseLost:
        log.warning("%s was taken over by another worker before this one had finished", job)


def run_due_jobs(*, clock: Callable[[], datetime] = database_time, limit: int | None = None) -> int:
    """Run what is due, and what that makes due, in this process and one at a time: for tests and small scripts.

    :param limit: the most jobs to run
    :returns: how many ran
    """
    ran = 0
    while limit is None or ran < limit:
        jobs = claim_jobs("here", limit=1, lease=LEASE, now=clock())
        if not jobs:
            break
        run_job(jobs[0], clock=clock)
        ran += 1
    return ran


def require_own_lease() -> None:
    """Call in the transaction in which the running job writes what must not be written twice.

    Outside a job, e.g. when a test calls the task itself, there is nothing to require.

    :raises LeaseLost: when the job was taken over by another worker
    """
    if job := RUNNING.get():
        require_lease(job)


def _call(job: Job) -> Any:
    task = import_string(job.task)
    if not isinstance(task, Task):
        raise NotATask(job.task)
    if task.takes_context:
        context = TaskContext(task_result=task.get_backend().result_of(job, task))
        return normalize_json(task.call(context, *job.args, **job.kwargs))
    return normalize_json(task.call(*job.args, **job.kwargs))
