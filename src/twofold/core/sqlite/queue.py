"""The queue of those who want to write to one SQLite file."""

import os
from threading import Thread

try:
    import fcntl
except ImportError:  # Windows has no flock: SQLite's own waiting must do
    fcntl = None


class QueueTooLong(Exception):
    """Whoever is writing did not finish in time."""


class WriteQueue:
    """One connection's place in the queue, which is a `flock` on a file beside the database.

    The lock belongs to the open file, so it orders the threads of one process too, and it goes with the process.

    :param path: the file to lock; made when missing
    :param timeout: seconds to wait for one's turn
    """

    def __init__(self, path: str, timeout: float) -> None:
        self._path = path
        self._timeout = timeout
        self._file: int | None = None

    def enter(self) -> None:
        """Wait for one's turn.

        :raises QueueTooLong: after `timeout` seconds
        """
        if fcntl is None:
            return
        self.leave()
        self._file = os.open(self._path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._wait()
        except OSError:  # a file system without locks
            self.leave()

    def _wait(self) -> None:
        """Block in a thread, since flock knows no time-out. Closing the file gives up the place of a thread left behind."""
        waiting = Thread(target=fcntl.flock, args=(self._file, fcntl.LOCK_EX), daemon=True)
        waiting.start()
        waiting.join(self._timeout)
        if waiting.is_alive():
            self.leave()
            raise QueueTooLong

    def leave(self) -> None:
        """Let the next one in. Harmless when not in the queue."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
