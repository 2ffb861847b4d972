"""The sender: takes what is due out of the outbox, gives it to the lanes, and writes down what came of it.

Only its own thread asks the database; the lanes' threads speak with mail servers and with the journal.
"""

import logging
import secrets
import socket
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event
from urllib.parse import urlsplit

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection

from twofold.conversations.outbox.claiming import LEASE, claim_mails, extend_claims
from twofold.conversations.outbox.house import House, Sent
from twofold.conversations.outbox.journal import Journal
from twofold.conversations.outbox.lanes import Lane
from twofold.conversations.outbox.outcomes import Outcome, Peace, write_outcomes
from twofold.conversations.outbox.outlets import outlets
from twofold.conversations.outbox.recovery import recover
from twofold.conversations.outbox.server import Server
from twofold.conversations.outbox.traffic import Traffic
from twofold.jobs.queries.clock import database_time

log = logging.getLogger("twofold.outbox")
BATCH, GROUP = 300, 150  # so that lanes have letters while outcomes are written
SLICES, SLICE_SECONDS = 20, 0.01
IDLE_SECONDS = 0.5
HOUSEKEEPING_SECONDS = 10.0
GRACE_SECONDS = 10.0
SWITCHES_AFTER = (
    0.0005  # seconds: lines that have just heard from their server do not wait long for the interpreter
)
SAFETY = timedelta(minutes=2)


class Sender:
    """One per worker.

    :param folder: where journals are kept
    :param clock: the time of the database, which all senders share
    """

    def __init__(self, folder: Path, *, clock: Callable[[], datetime] = database_time) -> None:
        self.name = f"{socket.gethostname()[:60]}-{secrets.token_hex(6)}"
        self._folder, self._clock = folder, clock
        self._journal = Journal(folder, self.name)
        self._traffic = Traffic(self._lane)
        self._reports: SimpleQueue[Sent] = SimpleQueue()
        self._outcomes: list[Outcome] = []
        self._peaces: list[Peace] = []
        self._housekeeping_at = self._held_until = 0.0

    def run(self, stopping: Event) -> None:
        """Send until told to stop; then finish what is on its way, as far as that takes no long time."""
        try:
            while not stopping.is_set():
                self._try_step(stopping)
        finally:
            self.finish(as_planned=stopping.is_set())

    def step(self) -> bool:
        """One round: take what is due, wait a little for what the lanes report, and write it down.

        :returns: whether there was anything to do
        """
        self._keep_house()
        now = self._clock()
        room = self._traffic.room(now=now)
        claimed = claim_mails(self.name, room=room, limit=BATCH, now=now, journal=self._journal)
        self._traffic.add(claimed)
        self._gather(IDLE_SECONDS, now)
        return bool(claimed) or self._traffic.under_way > 0

    def finish(self, *, as_planned: bool = True) -> None:
        """End: hand back what nobody carries, wait for what is on its way, and leave the rest to the journal.

        :param as_planned: False after a failure, when more may be claimed than is known here
        """
        now = self._clock()
        self._outcomes += self._traffic.take_back(now)
        end = time.monotonic() + GRACE_SECONDS
        while self._traffic.under_way and time.monotonic() < end:
            self._gather(IDLE_SECONDS, now)
        self._write()
        if not self._traffic.under_way:
            self._journal.close(is_done=as_planned)

    def _try_step(self, stopping: Event) -> None:
        try:
            if not self.step():
                stopping.wait(IDLE_SECONDS)
        except (OperationalError, InterfaceError) as error:  # it restarts: what is known of mails is kept
            log.warning("the database does not answer: %s", error)
            connection.close()
            stopping.wait(IDLE_SECONDS * 4)

    def _gather(self, seconds: float, now: datetime) -> None:
        """Wait for the first report, a little longer for more of them, and write all down in one go."""
        more = self._judge_reports(seconds, now)
        for _slice in range(SLICES):
            if not more or not self._traffic.under_way or len(self._outcomes) >= GROUP:
                break
            time.sleep(SLICE_SECONDS)  # the lanes work undisturbed meanwhile
            self._judge_reports(0, now)
        self._write()

    def _judge_reports(self, seconds: float, now: datetime) -> bool:
        """Judge what the lanes have reported, so that what is learnt from one holds for the next.

        :param seconds: how long to wait for the first
        :returns: whether there was any
        """
        if not self._traffic.under_way:
            return False
        try:
            sent = self._reports.get(timeout=seconds) if seconds else self._reports.get_nowait()
            while True:
                outcomes, peaces = self._traffic.judge(sent, now=now)
                self._outcomes += outcomes
                self._peaces += peaces
                sent = self._reports.get_nowait()
        except Empty:
            return bool(self._outcomes)

    def _write(self) -> None:
        self._journal.flush()
        if self._outcomes or self._peaces:
            write_outcomes(self.name, self._outcomes, self._peaces, now=self._clock())
            self._outcomes, self._peaces = [], []
        if not self._traffic.under_way:
            self._journal.clear()

    def _keep_house(self) -> None:
        if time.monotonic() < self._housekeeping_at:
            return
        now = self._clock()
        self._traffic.outlets = outlets()
        recover(self._folder, now=now)
        extend_claims(self.name, now=now)
        self._held_until = time.monotonic() + (LEASE - SAFETY).total_seconds()
        self._housekeeping_at = time.monotonic() + HOUSEKEEPING_SECONDS

    def _lane(self, server: Server) -> Lane:
        own_name = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
        return Lane(server, House(self._journal, own_name, self._reports.put, self._may_send))

    def _may_send(self) -> bool:
        return time.monotonic() < self._held_until


def run_outbox(stopping: Event) -> None:
    """What every worker runs."""
    sys.setswitchinterval(SWITCHES_AFTER)
    Sender(settings.DATA_DIR / "outbox").run(stopping)
