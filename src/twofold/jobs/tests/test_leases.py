"""Leases: taken, extended, lost, acknowledged."""

from datetime import timedelta

import pytest

from twofold.jobs.actions.leases import (
    FIRST_PAUSE,
    LeaseLost,
    acknowledge_done,
    acknowledge_failure,
    extend_leases,
    hand_back,
    require_lease,
    take_over_lost,
)
from twofold.jobs.actions.run import run_due_jobs, run_job
from twofold.jobs.models import Job, State
from twofold.jobs.queries.clock import database_time
from twofold.jobs.tests.helpers import LEASE, claim, jobs_in
from twofold.jobs.tests.sample_tasks import fail, nothing, urgent

pytestmark = pytest.mark.django_db


def test_a_claimed_job_is_nobody_elses():
    nothing.enqueue()

    assert len(claim("anna")) == 1
    assert claim("ben") == []


def test_the_most_urgent_comes_first_then_the_longest_waiting():
    first, second = nothing.enqueue(), nothing.enqueue()
    soon = urgent.enqueue()

    assert [str(job.pk) for job in claim(limit=3)] == [soon.id, first.id, second.id]


def test_a_lease_that_ran_out_is_taken_over():
    nothing.enqueue()
    [annas] = claim("anna")
    later = annas.lease_until + timedelta(seconds=1)

    assert take_over_lost(now=annas.lease_until) == 0
    assert take_over_lost(now=later) == 1
    [bens] = claim("ben", now=later)

    assert (bens.pk, bens.lost_leases, bens.attempts) == (annas.pk, 1, 1)


def test_a_sign_of_life_keeps_the_lease():
    nothing.enqueue()
    [job] = claim("anna")

    assert extend_leases("anna", lease=LEASE, now=job.started_at + timedelta(seconds=50)) == 1
    assert take_over_lost(now=job.lease_until + timedelta(seconds=1)) == 0


def test_whoever_lost_the_lease_has_no_say():
    nothing.enqueue()
    [annas] = claim("anna")
    later = annas.lease_until + timedelta(seconds=1)
    take_over_lost(now=later)
    [bens] = claim("ben", now=later)

    with pytest.raises(LeaseLost):
        acknowledge_done(annas, None, now=later)
    with pytest.raises(LeaseLost):
        acknowledge_failure(annas, "ValueError", "no", now=later)
    with pytest.raises(LeaseLost):
        require_lease(annas)
    require_lease(bens)
    hand_back([annas], now=later)

    assert [job.worker for job in jobs_in(State.RUNNING)] == ["ben"]


def test_a_failed_job_waits_longer_each_time_and_is_set_aside_after_the_fifth():
    fail.enqueue("the printer is on fire")
    now, pauses = database_time() + timedelta(seconds=1), []
    while jobs := claim(now=now):
        run_job(jobs[0], clock=lambda moment=now: moment)
        for waiting in jobs_in(State.WAITING):
            pauses.append(waiting.run_after - now)
            now = waiting.run_after

    [job] = jobs_in(State.SET_ASIDE)
    assert job.attempts == 5
    assert job.error_class == "builtins.ValueError"
    assert "the printer is on fire" in job.last_error
    for tries, pause in enumerate(pauses):
        assert FIRST_PAUSE * 4**tries * 0.5 <= pause <= FIRST_PAUSE * 4**tries * 1.5


def test_a_job_that_kills_its_worker_three_times_is_set_aside():
    nothing.enqueue()
    now = database_time()
    for _ in range(3):
        claim("anna", now=now)
        take_over_lost(worker="anna", now=now)

    [job] = jobs_in(State.SET_ASIDE)
    assert "ended without a word" in job.last_error
    assert claim(now=now) == []


def test_a_suspect_is_taken_alone_so_that_no_other_dies_with_it():
    suspect = nothing.enqueue()
    now = database_time()
    claim("anna", now=now)
    take_over_lost(worker="anna", now=now)
    innocent = [nothing.using(priority=priority).enqueue().id for priority in (5, -5)]
    now = database_time()

    assert [str(job.pk) for job in claim(limit=10, now=now)] == innocent
    assert [str(job.pk) for job in claim(limit=10, now=now)] == [suspect.id]


def test_what_is_handed_back_does_not_count_as_a_try():
    nothing.enqueue()
    jobs = claim()
    hand_back(jobs, now=database_time())

    assert [(job.attempts, job.lost_leases) for job in jobs_in(State.WAITING)] == [(0, 0)]


def test_an_unknown_task_is_kept_for_a_newer_worker():
    Job.objects.create(task="twofold.jobs.tests.sample_tasks.renamed")
    run_due_jobs()

    [job] = jobs_in(State.WAITING)
    assert "ImportError" in job.error_class


def test_only_tasks_are_called():
    Job.objects.create(task="os.getcwd")
    run_due_jobs()

    [job] = jobs_in(State.WAITING)
    assert job.error_class.endswith("NotATask")
