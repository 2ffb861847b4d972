"""A worker: claims jobs, runs them, and says now and then that it is alive."""

import logging
import os
import secrets
import signal
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event, Thread, current_thread, main_thread

from django.db import InterfaceError, OperationalError, close_old_connections, connection

from twofold.core.plates import Loop
from twofold.jobs.actions.leases import claim_jobs, extend_leases, hand_back, take_over_lost
from twofold.jobs.actions.loops import end_loops, start_loops
from twofold.jobs.actions.run import run_job
from twofold.jobs.actions.schedules import start_due_schedules
from twofold.jobs.models import Job
from twofold.jobs.queries.clock import database_time

log = logging.getLogger("twofold.jobs")
PAUSE = 0.5
HOUSEKEEPING = 5.0
HUNG = 3  # exit code


class OutOfTime(Exception):
    """The job took longer than a job may take."""


class MustEnd(BaseException):
    """The worker was told to end and cannot wait for this job: it is handed back."""


@dataclass
class Worker:
    """One process that runs jobs.

    :param batch: how many jobs are claimed at once; each is acknowledged by itself
    :param lease: how long a job stays claimed without a sign of life
    :param time_limit: seconds that a job may take
    :param grace: seconds that a running job is given to finish when the worker is told to end
    :param heir_of: a worker known to be dead, whose jobs are put back at once
    :param loops: what runs beside the jobs
    """

    batch: int = 1
    lease: timedelta = timedelta(seconds=60)
    time_limit: float = 3600.0
    grace: float = 20.0
    heir_of: str = ""
    loops: Iterable[Loop] = ()
    name: str = field(default_factory=lambda: secrets.token_hex(6))

    def __post_init__(self) -> None:
        self._stopping = Event()
        self._ended = Event()
        self._parent = os.getppid()
        self._running_since: float | None = None
        self._next_housekeeping = 0.0

    def work(self) -> None:
        """Work until told to stop by SIGTERM, or until the parent process is gone."""
        self._listen_to_signals()
        pulse = Thread(target=self._show_life, name="pulse", daemon=True)
        pulse.start()
        threads = start_loops(self.loops, self._stopping)
        while not self._stopping.is_set() and os.getppid() == self._parent:
            try:
                if not self._round():
                    self._stopping.wait(PAUSE)
            except (
                OperationalError,
                InterfaceError,
            ) as error:  # the database restarts: so do we, without dying
                log.warning("the database does not answer: %s", error)
                connection.close()
                self._stopping.wait(PAUSE * 4)
        self._stopping.set()
        end_loops(threads, within=self.grace)
        self._ended.set()
        pulse.join()
        connection.close()

    def stop(self) -> None:
        """Finish the running job, if it does not take too long, and claim no other."""
        self._stopping.set()

    def _round(self) -> int:
        """Claim and run one batch.

        :returns: how many jobs were claimed
        """
        close_old_connections()
        self._keep_house()
        jobs = claim_jobs(self.name, limit=self.batch, lease=self.lease, now=database_time())
        for place, job in enumerate(jobs):
            if self._stopping.is_set() or not self._run(job):
                hand_back(jobs[place:], now=database_time())
                break
        return len(jobs)

    def _keep_house(self) -> None:
        if time.monotonic() < self._next_housekeeping:
            return
        self._next_housekeeping = time.monotonic() + min(HOUSEKEEPING, self.lease.total_seconds() / 2)
        now = database_time()
        if self.heir_of:
            take_over_lost(worker=self.heir_of, now=now)
            self.heir_of = ""
        if lost := take_over_lost(now=now):
            log.warning("%d jobs had lost their worker", lost)
        start_due_schedules(now=now)

    def _run(self, job: Job) -> bool:
        """Run a job within its time.

        :returns: False when it has to be handed back
        """
        self._running_since = time.monotonic()
        self._alarm_in(self.time_limit)
        try:
            run_job(job)
        except MustEnd:
            log.warning("%s is handed back: it did not finish in %d s", job, self.grace)
            connection.close()  # whatever it was in the middle of
            return False
        finally:
            self._alarm_in(0)
            self._running_since = None
        return True

    def _listen_to_signals(self) -> None:
        if current_thread() is main_thread():
            signal.signal(signal.SIGTERM, self._on_term)
            signal.signal(signal.SIGINT, self._on_term)
            signal.signal(signal.SIGALRM, self._on_alarm)

    def _on_term(self, *_: object) -> None:
        self._stopping.set()
        if self._running_since is not None:
            self._alarm_in(self.grace)

    def _on_alarm(self, *_: object) -> None:
        if self._running_since is None:
            return
        if self._stopping.is_set():
            raise MustEnd
        raise OutOfTime(f"The job took longer than {self.time_limit:g} seconds.")

    def _alarm_in(self, seconds: float) -> None:
        if current_thread() is main_thread():
            signal.setitimer(signal.ITIMER_REAL, seconds)

    def _show_life(self) -> None:
        """Extend the leases, in a thread of its own, as long as the running job is within its time.

        A job that does not even hear the alarm hangs in some library: then this process ends, and its heir sees to the job.
        """
        while not self._ended.wait(self.lease.total_seconds() / 3):
            since = self._running_since
            if since is None:
                continue
            if time.monotonic() - since > self.time_limit + self.lease.total_seconds():
                os._exit(HUNG)
            try:
                extend_leases(self.name, lease=self.lease, now=database_time())
            except (OperationalError, InterfaceError) as error:
                log.warning("could not extend the leases: %s", error)
                connection.close()
        connection.close()
