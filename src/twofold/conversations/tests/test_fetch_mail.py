"""Mail is fetched from a real server: kept before anything changes there, once, whatever happens to the connection."""

import smtplib
import socket
from contextlib import suppress
from threading import Event, Thread

import pytest
from imap_tools import MailBoxUnencrypted

from twofold.conversations.actions import fetch_mail
from twofold.conversations.actions.fetch_mail import fetch_new
from twofold.conversations.actions.watch_mailboxes import Watch, claim, release
from twofold.conversations.channels.mail.imap import MailboxTrouble, signed_in
from twofold.conversations.models import Mailbox, RawMessage
from twofold.conversations.tests.mails import raw_mail
from twofold.core.sealing import seal
from twofold.timeline.models import Event as Happened


@pytest.fixture
def mailbox(care, mail_servers, request):
    """A mailbox on the server, for this test alone."""
    host, _colon, port = mail_servers["imap"].partition(":")
    box = Mailbox.objects.system("test").select_related("channel").get(pk=care.pk)
    box.imap_host, box.imap_port, box.imap_security = host, int(port), "none"
    box.imap_user = f"{abs(hash(request.node.nodeid)):x}@alderfinch.example"
    box.imap_secret = seal("secret", purpose="mailbox")
    box.channel.settings = {"takes_existing": True}
    box.channel.save(update_fields=["settings"])
    box.save()
    return box


@pytest.fixture
def post(mail_servers, mailbox):
    """Put mails into the mailbox, as a mail server does."""

    def put(*numbers, to=""):
        host, _colon, port = mail_servers["lmtp"].partition(":")
        with smtplib.LMTP(host, int(port)) as server:
            for number in numbers:
                raw = raw_mail(f"Chair {number}", Message_ID=f"<{number}@x>")
                server.sendmail("dana@buyer.example", [to or mailbox.imap_user], raw)

    return put


@pytest.fixture
def fetch(mailbox, now):
    def once():
        fresh = Mailbox.objects.system("test").select_related("channel").get(pk=mailbox.pk)
        with signed_in(fresh) as box:
            return fetch_new(fresh, box, clock=lambda: now)

    return once


class Until:
    """Told to stop as soon as something holds; asked by the thread that owns the database."""

    def __init__(self, holds):
        self._holds, self._pause = holds, Event()

    def is_set(self):
        return self._holds()

    def wait(self, seconds):
        self._pause.wait(min(seconds, 0.05))
        return self.is_set()


def kept():
    return RawMessage.objects.system("test").count()


def server(mailbox):
    return MailBoxUnencrypted(mailbox.imap_host, mailbox.imap_port).login(mailbox.imap_user, "secret")


def test_what_came_is_kept_once_and_then_marked_as_read(post, fetch, mailbox):
    post(1, 2, 3)

    assert (fetch(), fetch(), kept()) == (3, 0, 3)
    post(4)
    assert (fetch(), kept()) == (1, 4)
    with server(mailbox) as box:
        assert all("\\Seen" in mail.flags for mail in box.fetch(mark_seen=False))


def test_a_mail_to_a_tagged_address_keeps_saying_to_whom(post, fetch, mailbox):
    post(1, to=mailbox.imap_user.replace("@", "+b7-abc@"))
    fetch()

    stored = RawMessage.objects.system("test").get()
    assert stored.uid == 1 and stored.file.size > 100


def test_what_cannot_be_kept_stays_unread_on_the_server_and_is_fetched_later(
    post, fetch, mailbox, monkeypatch
):
    post(1)
    with monkeypatch.context() as patched:
        patched.setattr(
            fetch_mail,
            "keep_raw",
            lambda *args: (_ for _ in ()).throw(OSError(28, "No space left on device")),
        )
        with pytest.raises(MailboxTrouble, match="No space left"):
            fetch()
    with server(mailbox) as box:
        assert [mail.flags for mail in box.fetch(mark_seen=False)] == [()]

    assert fetch() == 1 and kept() == 1


def test_when_the_server_numbers_its_mails_anew_nothing_is_doubled_or_lost(
    post, fetch, mailbox, mail_servers
):
    post(1, 2)
    fetch()
    before = Mailbox.objects.system("test").get(pk=mailbox.pk).uid_validity
    Mailbox.objects.system("test").filter(pk=mailbox.pk).update(uid_validity=before - 1, last_uid=7_000)
    post(3)

    assert fetch() == 3 and kept() == 3
    assert Mailbox.objects.system("test").get(pk=mailbox.pk).uid_validity == before


def test_a_new_mailbox_can_begin_with_what_comes_from_now_on(post, fetch, mailbox):
    mailbox.channel.settings = {}
    mailbox.channel.save(update_fields=["settings"])
    post(1, 2)

    assert fetch() == 0
    post(3)
    assert fetch() == 1 and kept() == 1


def test_of_a_mail_too_large_the_headers_are_kept(post, fetch, monkeypatch):
    monkeypatch.setattr(fetch_mail, "LARGEST", 200)
    post(1)
    fetch()

    stored = RawMessage.objects.system("test").get()
    assert "only its headers" in stored.problem and stored.file.size < 500


@pytest.mark.parametrize(
    ("change", "sentence", "is_refused"),
    [
        ({"imap_secret": seal("changed", purpose="mailbox")}, "does not accept this user and password", True),
        (
            {"imap_secret": seal("pässword", purpose="mailbox")},
            "does not accept this user and password",
            True,
        ),
        ({"imap_secret": "sealed with a key of yesterday"}, "cannot be read with the key", True),
        ({"imap_folder": "Nowhere"}, "no folder called Nowhere", False),
        ({"imap_port": 1}, "does not answer on port 1", False),
        ({"imap_host": "imap.invalid"}, "no server called imap.invalid", False),
        ({"imap_security": "tls"}, "does not speak this kind of encryption", False),
        ({"imap_security": "starttls"}, "does not speak STARTTLS", False),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(mailbox, change, sentence, is_refused):
    for name, value in change.items():
        setattr(mailbox, name, value)

    with pytest.raises(MailboxTrouble, match=sentence) as trouble, signed_in(mailbox):
        pass

    assert trouble.value.is_refused is is_refused


def test_a_mailbox_is_listened_to_and_says_how_it_does(post, mailbox):
    later = Thread(target=lambda: (Event().wait(0.5), post(1)))
    later.start()

    Watch(mailbox.pk, "me", Until(lambda: kept() == 1)).run()

    later.join()
    mailbox.refresh_from_db()
    assert (mailbox.state, mailbox.problem, mailbox.watched_by) == ("working", "", "")
    assert mailbox.fetched_at is not None


def test_a_changed_password_is_shown_until_the_new_one_is_entered(post, mailbox):
    post(1)
    good, boxes = mailbox.imap_secret, Mailbox.objects.system("test").filter(pk=mailbox.pk)
    boxes.update(imap_secret=seal("changed", purpose="mailbox"))
    seen = []

    def enters_it_again():
        state, problem = boxes.values_list("state", "problem").get()
        if state == "failing" and not seen:
            seen.append(problem)
            boxes.update(imap_secret=good)
        return kept() == 1

    Watch(mailbox.pk, "me", Until(enters_it_again)).run()

    assert "Enter the password again" in seen[0]
    mailbox.refresh_from_db()
    assert (mailbox.state, mailbox.problem) == ("working", "")
    verbs = Happened.objects.system("test").filter(verb__contains="mailbox").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "conversations.mailbox_failed",
        "conversations.mailbox_works",
    ]


def test_a_connection_that_breaks_is_made_again(post, mailbox, monkeypatch):
    monkeypatch.setattr("twofold.conversations.actions.watch_mailboxes.PAUSES", (0.1,))
    relay = Relay(mailbox.imap_host, mailbox.imap_port)
    Mailbox.objects.system("test").filter(pk=mailbox.pk).update(imap_port=relay.port)
    post(1)
    broken = []

    def breaks_once():
        if kept() == 1 and not broken:
            broken.append(True)
            relay.break_connections()
            post(2)
        return kept() == 2

    Watch(mailbox.pk, "me", Until(breaks_once)).run()

    assert relay.connections >= 2
    relay.close()


def test_a_mailbox_is_watched_by_one_worker_only(mailbox, now):
    mine = claim(mailbox.pk, "me", now=now)
    theirs = claim(mailbox.pk, "them", now=now)
    release(mailbox.pk, "me")

    assert (mine, theirs, claim(mailbox.pk, "them", now=now)) == (True, False, True)


class Relay:
    """Hands bytes on between a client and a server, until it is told to break."""

    def __init__(self, host, port):
        self._target, self._sockets, self.connections = (host, port), [], 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                client, _address = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            server_side = socket.create_connection(self._target)
            self._sockets += [client, server_side]
            for source, target in ((client, server_side), (server_side, client)):
                Thread(target=self._hand_on, args=(source, target), daemon=True).start()

    def _hand_on(self, source, target):
        try:
            while chunk := source.recv(65536):
                target.sendall(chunk)
        except OSError:
            pass
        finally:
            target.close()

    def break_connections(self):
        for one in self._sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self._sockets.clear()

    def close(self):
        self._listener.close()
        self.break_connections()
