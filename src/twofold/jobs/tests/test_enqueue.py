"""Asking for jobs."""

import pytest
from django.db import transaction
from django_tasks import TaskResultStatus

from twofold.jobs.actions.enqueue import NewJob, enqueue_many, enqueue_unique
from twofold.jobs.actions.leases import acknowledge_done
from twofold.jobs.actions.run import run_due_jobs
from twofold.jobs.models import Job, State
from twofold.jobs.tests.helpers import claim, jobs_in
from twofold.jobs.tests.sample_tasks import note, nothing, which_try

pytestmark = pytest.mark.django_db


def test_a_job_is_written_and_run_later(tmp_path):
    result = note.enqueue(str(tmp_path / "log"), "hello")

    assert result.status == TaskResultStatus.READY
    assert run_due_jobs() == 1
    result.refresh()
    assert result.status == TaskResultStatus.SUCCESSFUL
    assert result.return_value == "hello"
    assert (tmp_path / "log").read_text() == "hello\n"


def test_a_job_goes_with_the_transaction_that_asked_for_it():
    with transaction.atomic():
        nothing.enqueue()
        transaction.set_rollback(True)

    assert jobs_in(State.WAITING) == []


def test_arguments_must_fit_into_json():
    with pytest.raises(TypeError):
        nothing.enqueue(object())

    assert jobs_in(State.WAITING) == []


def test_a_key_has_one_waiting_job():
    first = enqueue_unique(nothing, "unit:7")
    second = enqueue_unique(nothing, "unit:7")

    assert first.id == second.id
    assert run_due_jobs() == 1


def test_a_key_is_free_again_when_its_job_is_done():
    first = enqueue_unique(nothing, "unit:7")
    run_due_jobs()

    assert enqueue_unique(nothing, "unit:7").id != first.id


def test_different_tasks_may_share_a_key():
    enqueue_unique(nothing, "unit:7")
    enqueue_unique(which_try, "unit:7")

    assert run_due_jobs() == 2


def test_what_is_asked_for_again_while_it_runs_runs_once_more(now):
    enqueue_unique(nothing, "unit:7")
    [running] = claim()

    enqueue_unique(nothing, "unit:7")
    acknowledge_done(running, None, now=running.started_at)

    assert run_due_jobs() == 1
    assert [job.attempts for job in jobs_in(State.DONE)] == [1]


def test_many_are_asked_for_in_few_queries(django_assert_max_num_queries):
    wanted = [NewJob(nothing, unit_id=1, unique_key=f"row:{number % 900}") for number in range(1_000)]

    with django_assert_max_num_queries(40):
        enqueue_many(wanted)

    assert len(jobs_in(State.WAITING)) == 900


def test_a_task_may_know_which_try_it_is():
    result = which_try.enqueue()
    run_due_jobs()
    result.refresh()

    assert result.return_value == 1


def test_a_job_may_wait_for_its_time(now):
    nothing.using(run_after=now.replace(year=2100)).enqueue()

    assert run_due_jobs() == 0
    assert Job.objects.system("test").count() == 1
