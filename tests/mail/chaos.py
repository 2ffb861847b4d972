"""Mails under kill -9: what was decided, what the server took, and what the outbox says must agree."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tests.factories import make_unit
from twofold.conversations.models import Channel, Mailbox, OutgoingMail
from twofold.conversations.tests.outbox import make_outgoing, send_by

State = OutgoingMail.State
ROOT = Path(__file__).resolve().parents[2]
DOMAINS = 7


@dataclass(frozen=True)
class Reckoning:
    """How it ended.

    :param lost: mails that the outbox does not list as unconfirmed, and that did not arrive
    :param doubled: mails that arrived twice
    :param unexplained: mails that arrived although the outbox says something else than sent or unconfirmed
    :param left: mails that are neither sent nor listed
    """

    sent: int
    unconfirmed: int
    really_taken: int
    lost: list[str]
    doubled: list[str]
    unexplained: list[str]
    left: list[str]

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.doubled or self.unexplained or self.left)

    def __str__(self) -> str:
        return (
            f"{self.sent} sent, {self.unconfirmed} listed as unconfirmed, of which {self.really_taken} had been taken; "
            f"{len(self.lost)} lost, {len(self.doubled)} doubled, {len(self.unexplained)} unexplained, {len(self.left)} left over"
        )


def recipients(count: int) -> list[str]:
    """One address for each mail."""
    return [f"n{number}@d{number % DOMAINS}.example" for number in range(count)]


def fill_outbox(count: int, port: int, *, now: datetime) -> None:
    """One unit that has decided to send so many mails, by the server at a port of this machine."""
    channel = Channel.objects.create(kind="mail", name="Care", unit=make_unit("Sales"), created_at=now)
    Mailbox.objects.create(channel=channel, address="care@sales.example")
    send_by(channel, port)
    make_outgoing(channel, *recipients(count), created_at=now)


@contextmanager
def sink_process(file: Path, longest_delay: float, *words: str) -> Iterator[int]:
    """A mail server in a process of its own, which nobody kills; its port."""
    command = [sys.executable, "-m", "tests.mail.sink", str(file), str(longest_delay), *words]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.wait()


def kill_senders(
    file: Path, surroundings: Mapping[str, str], *, kills: int, slots: int, seed: int, seconds: float
) -> None:
    """Have senders killed so often, and one finish."""
    words = (str(file), str(kills), str(slots), str(seed))
    command = [sys.executable, "-m", "tests.mail.killed_senders", *words]
    subprocess.run(command, cwd=ROOT, env=dict(surroundings), timeout=seconds, check=True)


def reckon(file: Path) -> Reckoning:
    """Compare what the server took with what the outbox says."""
    taken = Counter(json.loads(line)[1] for line in file.read_text().splitlines())
    said = dict(OutgoingMail.objects.system("a test looks").values_list("recipient", "state"))
    unconfirmed = {recipient for recipient, state in said.items() if state == State.UNCONFIRMED}
    sent = {recipient for recipient, state in said.items() if state == State.SENT}
    return Reckoning(
        sent=len(sent),
        unconfirmed=len(unconfirmed),
        really_taken=len(unconfirmed & taken.keys()),
        lost=sorted(sent - taken.keys()),
        doubled=sorted(recipient for recipient, times in taken.items() if times > 1),
        unexplained=sorted(taken.keys() - sent - unconfirmed),
        left=sorted(said.keys() - sent - unconfirmed),
    )
