"""`twofold serve` starts everything that an installation needs, and takes all of it along when it ends."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from twofold.config.embedded import EmbeddedWorker

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="prctl and /proc are Linux's")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(condition, seconds=120):
    """True as soon as the condition holds, False when it never does."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


def answers(port):
    try:
        with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as response:
            return response.read() == b"ready\n"
    except (URLError, ConnectionError, TimeoutError):
        return False


def starts(served):
    wait_until(lambda: served.poll() is not None or answers(served.port), 240)
    return served.poll() is None


def processes_of(folder):
    """The processes that were started with this data folder."""
    wanted = f"TWOFOLD_DATA={folder}".encode()
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if wanted in (place / "environ").read_bytes().split(b"\0"):
                found.append(int(place.name))
        except OSError:
            continue
    return found


@pytest.fixture
def served(tmp_path):
    """A running `twofold serve` on a new installation."""
    port = free_port()
    environment = {"PATH": os.environ["PATH"], "TWOFOLD_DATA": str(tmp_path / "data"), "PORT": str(port)}
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "twofold.config.cli", "serve"], env=environment, stdout=log, stderr=log
        )
    process.port, process.folder, process.log = port, tmp_path / "data", tmp_path / "log"
    yield process
    process.kill()
    process.wait()


@linux_only
def test_it_answers_and_stops_without_leaving_anyone(served):
    assert starts(served), served.log.read_text()
    log = served.log.read_text()
    assert f"Twofold is at http://127.0.0.1:{served.port}/" in log
    assert f"http://127.0.0.1:{served.port}/setup/" in log, (
        "a new installation prints a link for the first account"
    )

    served.send_signal(signal.SIGTERM)

    assert served.wait(120) == 0
    assert processes_of(served.folder) == []


@linux_only
def test_killed_it_takes_its_children_along(served):
    assert starts(served), served.log.read_text()
    assert wait_until(
        lambda: len(processes_of(served.folder)) >= 4
    )  # itself, pages, worker, the worker's own

    served.kill()
    served.wait()

    assert wait_until(lambda: processes_of(served.folder) == [])


@linux_only
@pytest.mark.parametrize("moment", [0.3, 1.0, 2.0])
def test_told_to_stop_while_starting_it_stops(served, moment):
    time.sleep(moment)

    served.send_signal(signal.SIGTERM)

    served.wait(120)
    assert wait_until(lambda: processes_of(served.folder) == [])


def test_a_taken_port_is_named(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = subprocess.run(
            [sys.executable, "-m", "twofold.config.cli", "serve"],
            env={"PATH": os.environ["PATH"], "TWOFOLD_DATA": str(tmp_path), "PORT": str(port)},
            capture_output=True,
            text=True,
            check=False,
        )

    assert refused.returncode == 1
    assert f"Cannot listen on 127.0.0.1:{port}" in refused.stderr
    assert f"PORT={port + 1} twofold serve" in refused.stderr


def test_a_worker_that_ends_is_started_again(tmp_path, monkeypatch):
    monkeypatch.setattr("twofold.config.embedded.PAUSE", 0.05)
    log = tmp_path / "starts"
    worker = EmbeddedWorker(sys.executable, "-c", f"open({str(log)!r}, 'a').write('x')")

    worker.start()
    again = wait_until(lambda: log.exists() and len(log.read_text()) >= 2)
    worker.stop()

    assert again
    assert not worker.is_alive()
