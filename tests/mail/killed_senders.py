# ruff: noqa: E402 (Django is set up between the imports)
"""Senders that are killed again and again: `python -m tests.mail.killed_senders SINK_FILE KILLS SLOTS SEED`.

Runs in the environment of the site. Each sender is a process of its own; it is killed with SIGKILL when a few more mails have
been taken, somewhere in the middle of whatever it does. In the end one of them may finish.
"""

import os
import random
import signal
import sys
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twofold.config.settings")

import django

django.setup()  # once; nothing here asks the database, so that the children may

from django.conf import settings

from twofold.conversations.models import OutgoingMail
from twofold.conversations.outbox import sender as sending

LIVES = (OutgoingMail.State.WAITING, OutgoingMail.State.CLAIMED)
MOST_TAKEN = 40
LONGEST_LIFE = 3.0


def main(sink_file: str, kills: str, slots: str, seed: str) -> None:
    """Kill, then let one finish."""
    chance = random.Random(seed)
    print(f"seed {seed}", flush=True)
    running: list[int] = []
    for _kill in range(int(kills)):
        while len(running) < int(slots):
            running.append(start(finish=False))
        wait_for(Path(sink_file), chance.randrange(MOST_TAKEN), chance.uniform(0, 0.02))
        end(running.pop(chance.randrange(len(running))))
    for pid in running:
        end(pid)
    _pid, status = os.waitpid(start(finish=True), 0)
    sys.exit(os.waitstatus_to_exitcode(status))


def start(*, finish: bool) -> int:
    """A new sender."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        send(finish=finish)
        code = 0
    finally:
        os._exit(code)


def send(*, finish: bool) -> None:
    """Send for ever, or until nothing is left."""
    sender = sending.Sender(settings.DATA_DIR / "outbox")
    while True:
        is_busy = sender.step()
        if finish and not is_busy:
            rows = OutgoingMail.objects.system("what is left")
            if not rows.filter(state__in=LIVES).exists():
                sender.finish()
                return
            time.sleep(0.05)


def wait_for(sink_file: Path, more: int, then: float) -> None:
    """Until the sink has taken some more mails, and a moment longer."""
    aim, end = lines(sink_file) + more, time.monotonic() + LONGEST_LIFE
    while lines(sink_file) < aim and time.monotonic() < end:
        time.sleep(0.002)
    time.sleep(then)


def lines(file: Path) -> int:
    return file.read_bytes().count(b"\n") if file.exists() else 0


def end(pid: int) -> None:
    """kill -9."""
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


if __name__ == "__main__":
    sending.HOUSEKEEPING_SECONDS = 0.2
    main(*sys.argv[1:])
