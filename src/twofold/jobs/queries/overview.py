"""What an administrator sees of the queue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.plates import house
from twofold.jobs.models import Job, ScheduleState, State

SHOWN = 50
SHOWN_STATES = (State.SET_ASIDE, State.RUNNING, State.WAITING)


@dataclass(frozen=True)
class JobRow:
    """One job.

    :param name: the task's short name, e.g. ``cases.tasks.remind``
    :param at: when it is due, was started, or was set aside
    :param error: the last line of what it raised
    """

    pk: int
    name: str
    state: str
    at: datetime | None
    tries: int
    key: str
    error: str
    traceback: str


@dataclass(frozen=True)
class ScheduleRow:
    """A recurring task and when it comes next, or None before a worker has seen it."""

    name: str
    next_at: datetime | None


@dataclass(frozen=True)
class Overview:
    """The page.

    :param counts: state → how many jobs, hidden ones included
    :param hidden: how many of them belong to units that the actor does not see
    """

    counts: Mapping[str, int]
    hidden: int
    set_aside: list[JobRow]
    running: list[JobRow]
    waiting: list[JobRow]
    schedules: list[ScheduleRow]


def overview(actor: Actor) -> Overview:
    """The queue as this actor may see it; of what they may not see, only how much there is."""
    everything = _counts(Job.objects.system("the page says how many there are"))
    visible = _counts(visible_list(Job, actor))
    return Overview(
        counts={state.value: everything.get(state.value, 0) for state in SHOWN_STATES},
        hidden=sum(everything.values()) - sum(visible.values()),
        set_aside=_rows(actor, State.SET_ASIDE, "-pk", "finished_at"),
        running=_rows(actor, State.RUNNING, "pk", "started_at"),
        waiting=_rows(actor, State.WAITING, "run_after", "run_after"),
        schedules=_schedules(),
    )


def _counts(jobs: QuerySet[Job]) -> dict[str, int]:
    counted = jobs.filter(state__in=SHOWN_STATES).values_list("state").annotate(Count("pk"))
    return dict(counted.order_by("state"))


def _rows(actor: Actor, state: State, order: str, moment: str) -> list[JobRow]:
    jobs = visible_list(Job, actor).filter(state=state).order_by(order, "pk")[:SHOWN]
    return [
        JobRow(
            pk=job.pk,
            name=job.task.removeprefix("twofold."),
            state=job.state,
            at=getattr(job, moment),
            tries=job.attempts,
            key=job.unique_key,
            error=next(reversed(job.last_error.strip().splitlines()), ""),
            traceback=job.last_error,
        )
        for job in jobs
    ]


def _schedules() -> list[ScheduleRow]:
    coming = dict(ScheduleState.objects.values_list("name", "next_at"))
    rows = [ScheduleRow(schedule.name, coming.get(schedule.name)) for schedule in house().every("schedules")]
    return sorted(rows, key=lambda row: (row.next_at is None, row.next_at, row.name))
