"""What a worker does beside its jobs, in threads of their own."""

import logging
import time
from collections.abc import Iterable
from threading import Event, Thread

from django.db import connection

from twofold.core.plates import Loop

log = logging.getLogger("twofold.jobs")
PAUSE = 5.0


def start_loops(loops: Iterable[Loop], stopping: Event) -> list[Thread]:
    """Run each loop in a thread until told to stop.

    :returns: the threads, to wait for at the end
    """
    threads = [
        Thread(target=_keep_running, args=(loop, stopping), name=loop.name, daemon=True) for loop in loops
    ]
    for thread in threads:
        thread.start()
    return threads


def end_loops(threads: Iterable[Thread], *, within: float) -> None:
    """Wait until all have ended, but not for ever.

    :param within: seconds, for all together
    """
    end = time.monotonic() + within
    for thread in threads:
        thread.join(max(0.0, end - time.monotonic()))


def _keep_running(loop: Loop, stopping: Event) -> None:
    """A loop that stumbles, e.g. because the database restarts, starts again; the worker does not die of it."""
    while not stopping.is_set():
        try:
            loop.run(stopping)
        except Exception:
            log.exception("%s stumbled", loop.name)
            stopping.wait(PAUSE)
        finally:
            connection.close()
