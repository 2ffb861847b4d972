"""Recurring tasks."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twofold.core.plates import Schedule
from twofold.jobs.actions.schedules import _start, next_occurrence, start_due_schedules
from twofold.jobs.models import ScheduleState, State
from twofold.jobs.tests.helpers import jobs_in

NOTHING = "twofold.jobs.tests.sample_tasks.nothing"
HOURLY = Schedule("tests.hourly", NOTHING, every=timedelta(hours=1))
NIGHTLY = Schedule("tests.nightly", NOTHING, at=time(2, 30))
NOW = datetime(2026, 3, 29, 0, 45, tzinfo=UTC)  # the night in which Europe loses an hour


def start(now, *schedules):
    return start_due_schedules(now=now, schedules=schedules or (HOURLY,))


@pytest.mark.django_db
def test_the_first_occurrence_is_the_next_one():
    assert start(NOW) == 0
    assert start(NOW + timedelta(minutes=14)) == 0
    assert start(NOW + timedelta(minutes=15)) == 1


@pytest.mark.django_db
def test_many_workers_make_one_job():
    start(NOW)
    due = NOW + timedelta(minutes=20)

    assert [start(due), start(due), start(due)] == [1, 0, 0]
    [job] = jobs_in(State.WAITING)
    assert job.unique_key == "tests.hourly@2026-03-29T01:00:00"


@pytest.mark.django_db
def test_a_worker_with_an_older_view_is_too_late():
    start(NOW)
    stale = ScheduleState.objects.get().next_at
    start(NOW + timedelta(hours=2))

    assert _start(HOURLY, stale, NOW + timedelta(hours=2)) is False
    assert len(jobs_in(State.WAITING)) == 1


@pytest.mark.django_db
def test_missed_occurrences_are_made_up_for_once():
    start(NOW)

    assert start(NOW + timedelta(days=3)) == 1
    assert start(NOW + timedelta(days=3, minutes=1)) == 0


@pytest.mark.django_db
def test_a_clock_that_jumps_back_and_forth_neither_doubles_nor_skips():
    start(NOW, HOURLY, NIGHTLY)
    started = 0
    for minutes in range(0, 24 * 60, 7):
        jump = timedelta(hours=(-1, 0, 1)[minutes % 3])
        started += start(NOW + timedelta(minutes=minutes) + jump, NIGHTLY)

    assert started == 1


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)), st.integers(60, 400_000)
)
def test_occurrences_follow_each_other(after, seconds):
    for schedule, step in (
        (Schedule("s", NOTHING, every=timedelta(seconds=seconds)), timedelta(seconds=seconds)),
        (NIGHTLY, timedelta(days=1)),
    ):
        first = next_occurrence(schedule, after)
        assert after < first <= after + step
        assert next_occurrence(schedule, first) == first + step
