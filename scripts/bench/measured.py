"""A site to measure: its database, its `twofold serve` on a free port of this machine, what that costs, and its end."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
TWOFOLD = [sys.executable, "-m", "twofold.config.cli"]


@dataclass(frozen=True)
class Site:
    """A database and the folder beside it.

    :param url: of PostgreSQL, or "" for SQLite in the folder
    """

    folder: Path
    url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """What every process of this site is started with: no worker competes with what is measured."""
        mine = {"TWOFOLD_DATA": str(self.folder), "DATABASE_URL": self.url, "TWOFOLD_EMBEDDED_WORKER": "0"}
        mine |= {"TWOFOLD_LOG_LEVEL": "WARNING", "PYTHONPATH": str(HERE)}
        return {name: value for name, value in (os.environ | mine).items() if value}

    def twofold(self, *words: str) -> subprocess.Popen:
        """Start a command of this site; what it says is left unread."""
        return subprocess.Popen([*TWOFOLD, *words], env=self.environment, stdout=subprocess.DEVNULL)

    def run(self, *words: str) -> None:
        """Run a command of this site to its end.

        :raises SystemExit: when it fails
        """
        if status := self.twofold(*words).wait():
            raise SystemExit(f"twofold {' '.join(words)} ended with {status}.")

    def inside(self, question: str, *words: object) -> Any:
        """Ask something that only code within Django can answer (see inside.py)."""
        return self.ask("inside", question, *words)

    def ask(self, script: str, question: str, *words: object) -> Any:
        """Ask one of the scripts beside this one that run within Django."""
        asked = subprocess.run(
            [sys.executable, HERE / f"{script}.py", question, *map(str, words)],
            env=self.environment,
            stdout=subprocess.PIPE,
            check=True,
        )
        return json.loads(asked.stdout)

    @contextmanager
    def meanwhile(self, question: str, *words: object) -> Iterator[list]:
        """Let something of inside.py run beside; its answer is in the list afterwards."""
        process = subprocess.Popen(
            [sys.executable, HERE / "inside.py", question, *map(str, words)],
            env=self.environment,
            stdout=subprocess.PIPE,
        )
        answers: list = []
        try:
            yield answers
        finally:
            process.send_signal(signal.SIGTERM)
            said, _ = process.communicate(timeout=60)
        answers.append(json.loads(said))


class Served:
    """A running `twofold serve`, spoken to over one connection."""

    def __init__(self, process: subprocess.Popen, port: int) -> None:
        self.process = process
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def get(self, address: str, cookie: str = "", headers: Mapping[str, str] | None = None) -> bytes:
        """The body of a page.

        :raises SystemExit: when the answer is neither 200 nor, for a panel with nothing to say, 204
        """
        sent = {"Cookie": f"sid={cookie}", **(headers or {})} if cookie else {}
        self._connection.request("GET", address, headers=sent)
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status not in (200, 204):
            raise SystemExit(f"{address} answered {answer.status}.")
        return body

    def lines(self, address: str, cookie: str, sent: str) -> int:
        """How many lines the long answer to a sent form has, read as it comes, over a connection of its own.

        :param sent: the form's fields
        :raises SystemExit: when the answer is not 200
        """
        connection = http.client.HTTPConnection("127.0.0.1", self._connection.port, timeout=600)
        token = "m" * 32
        connection.request(
            "POST",
            address,
            body=f"{sent}&csrfmiddlewaretoken={token}",
            headers={
                "Cookie": f"sid={cookie}; csrf={token}",
                "Content-Type": "application/x-www-form-urlencoded",
            },
        )
        answer = connection.getresponse()
        if answer.status != 200:
            raise SystemExit(f"{address} answered {answer.status}.")
        count = 0
        while chunk := answer.read1(1 << 16):
            count += chunk.count(b"\n")
        connection.close()
        return count

    def wait_for(self, seconds: int = 60) -> None:
        """Wait until the first answer.

        :raises SystemExit: when there is none in time
        """
        for _ in range(seconds * 4):
            try:
                self.get("/healthz")
            except (OSError, http.client.HTTPException):
                self._connection.close()
                time.sleep(0.25)
            else:
                return
        raise SystemExit("The server does not answer.")

    def cpu(self) -> float:
        """Seconds of processor time that the server has used, with all its processes."""
        return sum(cpu_of(pid) for pid in family(self.process.pid))

    def megabytes(self) -> float:
        """Memory of the process that answers pages: the largest of the family, counting shared pages by their share."""
        return max(proportional_kb(pid) for pid in family(self.process.pid)) / 1024


@contextmanager
def served(site: Site) -> Iterator[Served]:
    """Serve a site on a free port of this machine, and end it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = site.environment | {"PORT": str(port), "TWOFOLD_BIND": "127.0.0.1"}
    process = subprocess.Popen([*TWOFOLD, "serve"], env=environment, stdout=subprocess.DEVNULL)
    try:
        server = Served(process, port)
        server.wait_for()
        yield server
    finally:
        process.terminate()
        process.wait(60)


def family(pid: int) -> list[int]:
    """A process and all below it."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(below for child in children for below in family(int(child)))]


def cpu_of(pid: int) -> float:
    """Seconds of processor time of a process with its threads, to the nanosecond."""
    tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9


def proportional_kb(pid: int) -> int:
    """Proportional set size in kilobytes."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
