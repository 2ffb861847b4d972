"""The lease queue as a backend of `django_tasks`: ``f.enqueue(…)`` writes a row in the caller's transaction."""

from typing import Any

from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks.utils import normalize_json

STATUS = {
    "waiting": TaskResultStatus.READY,
    "running": TaskResultStatus.RUNNING,
    "done": TaskResultStatus.SUCCESSFUL,
    "set_aside": TaskResultStatus.FAILED,
    "discarded": TaskResultStatus.FAILED,
}


class LeaseBackend(BaseTaskBackend):
    """Keeps each task as a :class:`twofold.jobs.models.Job`; `twofold worker` runs it at least once."""

    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def __init__(self, alias: str, params: dict) -> None:
        super().__init__(alias, params)
        self.queues = set(params.get("QUEUES", []))  # none named: every queue is served

    def enqueue(self, task: Task, args: tuple, kwargs: dict) -> TaskResult:
        """Write the job; it runs once the surrounding transaction has committed."""
        self.validate_task(task)
        job = new_job(task, args, kwargs)
        job.save(force_insert=True)
        return self.result_of(job, task)

    def get_result(self, result_id: str) -> TaskResult:
        """What became of a job.

        :raises TaskResultDoesNotExist: when there is none, or it was pruned
        """
        from django.utils.module_loading import import_string

        from twofold.jobs.models import Job

        job = Job.objects.system("the caller holds the job's id").filter(pk=result_id).first()
        if job is None:
            raise TaskResultDoesNotExist(result_id)
        return self.result_of(job, import_string(job.task))

    def result_of(self, job: Any, task: Task) -> TaskResult:
        """The job as `django_tasks` describes it."""
        errors = (
            [TaskError(exception_class_path=job.error_class, traceback=job.last_error)]
            if job.error_class
            else []
        )
        result = TaskResult(
            task=task,
            id=str(job.pk),
            status=STATUS[job.state],
            enqueued_at=job.created_at,
            started_at=job.started_at,
            finished_at=job.finished_at,
            last_attempted_at=job.started_at,
            args=job.args,
            kwargs=job.kwargs,
            backend=self.alias,
            errors=errors,
            worker_ids=[job.worker] * job.attempts,
        )
        object.__setattr__(
            result, "_return_value", job.result
        )  # a frozen dataclass without a way to hand it in
        return result


def new_job(task: Task, args: Any, kwargs: Any, **more: Any) -> Any:
    """An unsaved job that will call `task`.

    :raises TypeError: when an argument cannot be written as JSON
    """
    from twofold.jobs.models import Job

    if task.run_after is not None:
        more["run_after"] = task.run_after
    return Job(
        task=task.module_path,
        args=normalize_json(list(args)),
        kwargs=normalize_json(dict(kwargs)),
        queue=task.queue_name,
        priority=task.priority,
        **more,
    )
