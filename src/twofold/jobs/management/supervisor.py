"""A parent process that keeps a worker alive: a job may crash its process, and the next one starts where it fell."""

import logging
import os
import signal
import time
from collections.abc import Callable

from twofold.core.forks import close_connections

log = logging.getLogger("twofold.jobs")
STOP = (signal.SIGTERM, signal.SIGINT)
PATIENCE = 5
SHORTEST_LIFE = 1.0


class Supervisor:
    """Forks a worker, waits for its end, and forks the next until told to stop.

    The parent never talks to the database: a connection must not be shared over a fork.

    :param work: runs in the child; is handed the name of the worker that died before it, or ""
    :param names: makes the name of the next worker
    :param grace: seconds a worker is given to end
    """

    def __init__(self, work: Callable[[str, str], None], names: Callable[[], str], grace: float) -> None:
        self._work, self._names, self._grace = work, names, grace
        self._stopping = False
        self._child = 0

    def run(self) -> None:
        """Keep one worker running until SIGTERM, or until it ends by itself."""
        for number in STOP:
            signal.signal(number, self._on_term)
        signal.signal(signal.SIGALRM, self._on_alarm)
        dead = ""
        while not self._stopping:
            name, started = self._names(), time.monotonic()
            status = self._run_child(name, dead)
            if status == 0:
                return
            dead = name
            log.error("worker %s ended with %d; another one takes over", name, status)
            if not self._stopping and time.monotonic() - started < SHORTEST_LIFE:
                time.sleep(SHORTEST_LIFE)

    def _run_child(self, name: str, dead: str) -> int:
        close_connections()
        signal.pthread_sigmask(signal.SIG_BLOCK, STOP)  # a child that has no answer yet must not swallow it
        self._child = os.fork()
        if self._child == 0:
            self._be_child(name, dead)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP)
        if self._stopping:  # told to while there was no child
            self._on_term()
        _pid, status = os.waitpid(self._child, 0)
        self._child = 0
        signal.alarm(0)
        return os.waitstatus_to_exitcode(status)

    def _be_child(self, name: str, dead: str) -> None:
        code = 1
        for number in STOP:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP)
        try:
            self._work(name, dead)
            code = 0
        except Exception:
            log.exception("worker %s stumbled", name)
        finally:
            logging.shutdown()
            os._exit(code)

    def _on_term(self, *_: object) -> None:
        self._stopping = True
        if self._child:
            os.kill(self._child, signal.SIGTERM)
            signal.alarm(int(self._grace) + PATIENCE)

    def _on_alarm(self, *_: object) -> None:
        if self._child:
            os.kill(self._child, signal.SIGKILL)
