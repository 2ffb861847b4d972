"""Fetchers are killed in the middle of whatever they do: every mail is one record, and one message or set aside."""

import secrets
import smtplib
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from tests.elsewhere import surroundings
from tests.factories import NOW, make_unit
from tests.mail.chaos import ROOT
from twofold.conversations.models import Channel, Mailbox, Message, RawMessage
from twofold.conversations.tests.mails import raw_mail
from twofold.core.sealing import seal

pytestmark = pytest.mark.django_db(transaction=True)
MAILS, KILLS = 120, 8


def test_fetchers_that_are_killed_lose_nothing_and_double_nothing(mail_servers, tmp_path):
    mailbox = on_server(mail_servers)
    post(mail_servers, mailbox.imap_user, MAILS)

    words = (str(mailbox.pk), str(KILLS), "7")
    command = [sys.executable, "-m", "tests.mail.killed_fetchers", *words]
    subprocess.run(command, cwd=ROOT, env=with_our_key(surroundings(tmp_path)), timeout=240, check=True)

    states = Counter(RawMessage.objects.system("test").values_list("state", flat=True))
    subjects = list(Message.objects.system("test").values_list("subject", flat=True))
    assert states.total() == MAILS and states.keys() <= {"taken", "set_aside"}
    assert len(subjects) == len(set(subjects)) == states["taken"]
    assert states["set_aside"] <= KILLS // 3


def with_our_key(variables: dict[str, str]) -> dict[str, str]:
    """The same environment, in which what was sealed here can be opened."""
    keys = Path(variables["TWOFOLD_DATA"]) / "keys"
    keys.mkdir()
    (keys / "secret_key").write_text(settings.SECRET_KEY)
    return variables


def on_server(servers) -> Mailbox:
    """A mailbox of our own on the server, from which everything is fetched."""
    host, _colon, port = servers["imap"].partition(":")
    channel = Channel.objects.create(
        kind="mail",
        name="Care",
        unit=make_unit("Sales"),
        created_at=NOW,
        settings={"takes_existing": True},
    )
    return Mailbox.objects.create(
        channel=channel,
        address="care@alderfinch.example",
        acknowledges=False,
        imap_host=host,
        imap_port=int(port),
        imap_security="none",
        imap_user=f"care-{secrets.token_hex(4)}@alderfinch.example",
        imap_secret=seal("secret", purpose="mailbox"),
    )


def post(servers, user: str, count: int) -> None:
    """Put mails into it, each from another sender."""
    host, _colon, port = servers["lmtp"].partition(":")
    with smtplib.LMTP(host, int(port)) as server:
        for number in range(count):
            raw = raw_mail(
                sender=f"n{number}@x.example", Subject=f"Chair {number}", Message_ID=f"<{number}@x>"
            )
            server.sendmail(f"n{number}@x.example", [user], raw)
