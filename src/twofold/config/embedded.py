"""The one background worker that `twofold serve` runs beside the pages."""

import signal
import subprocess
import sys
from threading import Event, Thread

PAUSE = 3.0
PATIENCE = 30


class EmbeddedWorker(Thread):
    """Keeps one `twofold worker` process running until told to stop.

    It is a thread that lives as long as the worker, because Linux takes the end of the thread that started a process for
    the end of its parent.
    """

    def __init__(self, *command: str) -> None:
        super().__init__(name="embedded-worker", daemon=True)
        self._command = command or (sys.executable, "-m", "twofold.config.cli", "worker")
        self._stopping = Event()
        self._process: subprocess.Popen | None = None

    def run(self) -> None:
        """Start the worker, and start it again whenever it ends."""
        while not self._stopping.is_set():
            self._process = subprocess.Popen(self._command)
            if self._stopping.is_set():
                self._process.terminate()
            self._process.wait()
            self._stopping.wait(PAUSE)

    def stop(self) -> None:
        """Ask the worker to finish its job; end it when that takes too long."""
        self._stopping.set()
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        self.join(PATIENCE)
        if self._process.poll() is None:
            self._process.kill()
