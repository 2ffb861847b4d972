"""Real workers, in processes of their own, that are killed, told to stop, and crashed by their jobs."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager, suppress

import pytest

from tests import elsewhere
from twofold.jobs.actions.enqueue import NewJob, enqueue_many
from twofold.jobs.models import State
from twofold.jobs.tests.helpers import jobs_in
from twofold.jobs.tests.sample_tasks import crash, dawdle, note, nothing

pytestmark = pytest.mark.django_db(transaction=True)
LONGEST = 120


@pytest.fixture
def surroundings(tmp_path):
    """The environment in which another process finds the test's database."""
    return elsewhere.surroundings(tmp_path)


@pytest.fixture
def worker(surroundings):
    """Starts a worker; whatever is left of it is killed after the test."""

    @contextmanager
    def start(*options, lease=60):
        command = [sys.executable, "-m", "twofold.config.cli", "worker", f"--lease={lease}", *options]
        process = subprocess.Popen(command, env=surroundings, start_new_session=True)
        try:
            yield process
        finally:
            kill_all(process)

    return start


def kill_all(process):
    """kill -9 for the worker and its child at the same moment."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_for(condition, seconds=LONGEST):
    """Look again and again until something is so."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)
    return found


def lines(path):
    return path.read_text().splitlines() if path.exists() else []


def test_a_job_survives_kill_9_of_everything(worker, tmp_path):
    log = tmp_path / "log"
    dawdle.enqueue(str(log), "it", 0.5)
    with worker(lease=2) as first:
        wait_for(lambda: lines(log))
        kill_all(first)
    assert [job.state for job in jobs_in(State.RUNNING)] == ["running"]

    with worker():
        wait_for(lambda: jobs_in(State.DONE))

    assert [line.split()[1] for line in lines(log)] == ["starts", "starts", "ends"]
    assert [(job.lost_leases, job.attempts) for job in jobs_in(State.DONE)] == [(1, 1)]


def test_a_job_that_crashes_its_worker_is_set_aside_and_holds_up_nobody(worker, tmp_path):
    crash.enqueue()
    enqueue_many(NewJob(note, (str(tmp_path / "log"), str(number))) for number in range(20))

    with worker("--batch=10", lease=60):
        wait_for(lambda: jobs_in(State.SET_ASIDE) and len(jobs_in(State.DONE)) == 20)

    [poison] = jobs_in(State.SET_ASIDE)
    assert (poison.task.split(".")[-1], poison.lost_leases) == ("crash", 3)
    assert sorted(lines(tmp_path / "log"), key=int) == [str(number) for number in range(20)]


def test_two_workers_never_run_one_job_both(worker, tmp_path):
    log = tmp_path / "log"
    enqueue_many(NewJob(note, (str(log), f"{number}")) for number in range(200))

    with worker("--batch=3"), worker("--batch=3"):
        wait_for(lambda: len(jobs_in(State.DONE)) == 200)

    assert Counter(lines(log)).most_common(1)[0][1] == 1
    assert {job.attempts for job in jobs_in(State.DONE)} == {1}


def test_a_long_job_keeps_its_lease_while_others_look_for_work(worker, tmp_path):
    log = tmp_path / "log"
    dawdle.enqueue(str(log), "it", 8)

    with worker(lease=6), worker(lease=6):  # a busy machine may keep a process waiting for some seconds
        wait_for(lambda: jobs_in(State.DONE))

    assert [line.split()[1] for line in lines(log)] == ["starts", "ends"]


def test_term_lets_the_running_job_finish(worker, tmp_path):
    log = tmp_path / "log"
    dawdle.enqueue(str(log), "it", 1)
    nothing.enqueue()
    with worker("--batch=2") as process:
        wait_for(lambda: lines(log))
        process.send_signal(signal.SIGTERM)
        assert process.wait(LONGEST) == 0

    assert lines(log)[-1] == "it ends"
    assert len(jobs_in(State.DONE)) == 1
    assert [(job.attempts, job.lost_leases) for job in jobs_in(State.WAITING)] == [(0, 0)]


def test_term_hands_back_a_job_that_takes_too_long(worker, tmp_path):
    log = tmp_path / "log"
    dawdle.enqueue(str(log), "it", 60)
    with worker("--grace=0.3") as process:
        wait_for(lambda: lines(log))
        process.send_signal(signal.SIGTERM)
        assert process.wait(LONGEST) == 0

    assert [(job.attempts, job.lost_leases) for job in jobs_in(State.WAITING)] == [(0, 0)]


def test_a_job_has_its_time_and_no_more(worker, tmp_path):
    dawdle.enqueue(str(tmp_path / "log"), "it", 60)

    with worker("--time-limit=0.3"):
        [job] = wait_for(lambda: [job for job in jobs_in(State.WAITING) if job.last_error])

    assert "longer than 0.3 seconds" in job.last_error
