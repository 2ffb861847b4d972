"""Recurring tasks: the rooms' plates say what recurs, the table when it comes next."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils.module_loading import import_string

from twofold.core.plates import Schedule, house
from twofold.jobs.actions.enqueue import NewJob, enqueue_many
from twofold.jobs.models import ScheduleState


def start_due_schedules(*, now: datetime, schedules: Iterable[Schedule] | None = None) -> int:
    """Ask for one job for each schedule that has come due, however many workers look at the same time.

    Occurrences missed while nobody worked are made up for once, not one by one.

    :returns: how many jobs were asked for
    """
    declared = {
        schedule.name: schedule
        for schedule in (house().every("schedules") if schedules is None else schedules)
    }
    known = dict(ScheduleState.objects.filter(name__in=declared).values_list("name", "next_at"))
    fresh = [
        ScheduleState(name=name, next_at=next_occurrence(declared[name], now))
        for name in declared.keys() - known.keys()
    ]
    if fresh:
        ScheduleState.objects.bulk_create(fresh, ignore_conflicts=True)
    return sum(_start(declared[name], due, now) for name, due in known.items() if due <= now)


@transaction.atomic
def _start(schedule: Schedule, due: datetime, now: datetime) -> bool:
    """Move the schedule on from `due`; whoever succeeds asks for the job, in the same transaction."""
    mine = ScheduleState.objects.filter(name=schedule.name, next_at=due).update(
        next_at=next_occurrence(schedule, now)
    )
    if mine:
        key = f"{schedule.name}@{due.astimezone(UTC):%Y-%m-%dT%H:%M:%S}"
        enqueue_many([NewJob(import_string(schedule.task), unique_key=key)])
    return bool(mine)


def next_occurrence(schedule: Schedule, after: datetime) -> datetime:
    """The first occurrence later than `after`. Times of day are UTC, so that no change of clocks doubles or skips one.

    Intervals are counted from the epoch: all workers, and all restarts, agree on the occurrences.
    """
    after = after.astimezone(UTC)
    if schedule.every:
        epoch = datetime(2000, 1, 1, tzinfo=UTC)
        return epoch + ((after - epoch) // schedule.every + 1) * schedule.every
    today = datetime.combine(after.date(), schedule.at, tzinfo=UTC)
    return today if today > after else today + timedelta(days=1)
