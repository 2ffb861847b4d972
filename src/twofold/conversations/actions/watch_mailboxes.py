"""Watching mailboxes for ever: each by one worker, over a connection that waits until the server says that mail has come."""

import logging
import secrets
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event, Thread

from django.db import close_old_connections, connection
from django.db.models import Q, QuerySet
from django.utils import timezone
from imap_tools import BaseMailBox

from twofold.conversations.actions.fetch_mail import fetch_new
from twofold.conversations.actions.mailbox_states import note_trouble, note_working
from twofold.conversations.channels.mail.imap import MailboxTrouble, signed_in
from twofold.conversations.models import Mailbox

log = logging.getLogger("twofold.mail")
LOOK_ROUND = 5.0  # seconds
LISTEN, LISTEN_AT_ONCE, WITHOUT_IDLE = 60.0, 1.0, 20.0
LEASE = timedelta(seconds=180)
PAUSES = (5.0, 15.0, 60.0, 300.0)
PAUSE_WHEN_REFUSED = 300.0  # trying a wrong password often may lock the account


def watched_mailboxes() -> QuerySet[Mailbox]:
    """The mailboxes from which mail is fetched."""
    rows = Mailbox.objects.system("the worker fetches for every unit").filter(channel__is_open=True)
    return rows.exclude(imap_host="").exclude(state=Mailbox.State.PAUSED).order_by("pk")


def watch_mailboxes(stopping: Event) -> None:
    """Watch every mailbox that nobody else watches, in a thread each, until told to stop."""
    watchers: dict[int, Thread] = {}
    name = secrets.token_hex(8)
    while not stopping.is_set():
        close_old_connections()
        for pk in watched_mailboxes().values_list("pk", flat=True):
            if pk not in watchers or not watchers[pk].is_alive():
                watchers[pk] = Thread(
                    target=_watch, args=(pk, name, stopping), name=f"mailbox-{pk}", daemon=True
                )
                watchers[pk].start()
        stopping.wait(LOOK_ROUND)
    for watcher in watchers.values():
        watcher.join(LISTEN_AT_ONCE * 5)


def _watch(pk: int, name: str, stopping: Event) -> None:
    try:
        if claim(pk, name, now=timezone.now()):
            Watch(pk, name, stopping).run()
    except Exception:
        log.exception("watching mailbox %d stumbled; it is tried again", pk)
    finally:
        connection.close()


def claim(pk: int, name: str, *, now: datetime) -> bool:
    """Take or keep a mailbox for one worker."""
    free = Q(watched_by=name) | Q(watched_until__lt=now) | Q(watched_until__isnull=True)
    return bool(watched_mailboxes().filter(free, pk=pk).update(watched_by=name, watched_until=now + LEASE))


def release(pk: int, name: str) -> None:
    """Leave a mailbox to whoever comes."""
    rows = Mailbox.objects.system("the worker fetches for every unit").filter(pk=pk, watched_by=name)
    rows.update(watched_by="", watched_until=None)


class Watch:
    """One mailbox, watched until it is told to stop, is paused, or belongs to another worker."""

    def __init__(
        self, pk: int, name: str, stopping: Event, *, clock: Callable[[], datetime] = timezone.now
    ) -> None:
        self._pk, self._name, self._stopping, self._clock = pk, name, stopping, clock
        self._failures = 0

    def run(self) -> None:
        """Connect, fetch and listen, again and again."""
        try:
            while self._goes_on() and (mailbox := self._mailbox()):
                try:
                    self._listen_to(mailbox)
                except MailboxTrouble as trouble:
                    note_trouble(mailbox, trouble.sentence, now=self._clock())
                    self._rest(mailbox, trouble)
        finally:
            release(self._pk, self._name)

    def _goes_on(self) -> bool:
        return not self._stopping.is_set() and claim(self._pk, self._name, now=self._clock())

    def _mailbox(self) -> Mailbox | None:
        return watched_mailboxes().select_related("channel").filter(pk=self._pk).first()

    def _listen_to(self, mailbox: Mailbox) -> None:
        with signed_in(mailbox) as box:
            while self._goes_on() and _access(mailbox) == _access(self._mailbox()):
                fetch_new(mailbox, box, clock=self._clock)
                note_working(mailbox, now=self._clock())
                self._failures = 0
                self._wait_for_news(box)

    def _wait_for_news(self, box: BaseMailBox) -> None:
        """Come back when the server says something, or after a minute."""
        _let_go()
        if "IDLE" not in box.client.capabilities:
            self._stopping.wait(WITHOUT_IDLE)
            return
        end = time.monotonic() + LISTEN
        box.idle.start()
        while not self._stopping.is_set() and time.monotonic() < end:
            asked = time.monotonic()
            if box.idle.poll(timeout=LISTEN_AT_ONCE) or time.monotonic() - asked < LISTEN_AT_ONCE / 2:
                break  # news, or the connection is gone, which the next line finds out
        box.idle.stop()

    def _rest(self, mailbox: Mailbox, trouble: MailboxTrouble) -> None:
        """Wait before the next try, not so long once somebody has changed how to sign in."""
        pause = PAUSE_WHEN_REFUSED if trouble.is_refused else PAUSES[min(self._failures, len(PAUSES) - 1)]
        self._failures += 1
        end = time.monotonic() + pause
        while time.monotonic() < end:
            _let_go()
            if self._stopping.wait(min(LOOK_ROUND, pause)):
                return
            if not self._goes_on() or _access(mailbox) != _access(self._mailbox()):
                return


def _let_go() -> None:
    """Who only waits needs no connection to the database, of which there are few."""
    if not connection.in_atomic_block:
        connection.close()


def _access(mailbox: Mailbox | None) -> tuple | None:
    """How a mailbox is reached: when this changes, a connection is of yesterday."""
    return mailbox and (
        mailbox.imap_host,
        mailbox.imap_port,
        mailbox.imap_security,
        mailbox.imap_user,
        mailbox.imap_secret,
        mailbox.imap_folder,
    )
