"""A unit that can be written to."""

import os
import subprocess

import pytest
from django.conf import settings

from tests.factories import NOW
from twofold.conversations.models import Channel, Mailbox


@pytest.fixture
def files_dir(monkeypatch, tmp_path):
    """An empty folder for stored files."""
    folder = tmp_path / "files"
    folder.mkdir()
    monkeypatch.setattr(settings, "FILES_DIR", folder)
    return folder


@pytest.fixture
def care(sales, files_dir) -> Channel:
    """The mailbox of Sales: care@alderfinch.example."""
    channel = Channel.objects.create(kind="mail", name="Customer care", unit=sales, created_at=NOW)
    Mailbox.objects.create(
        channel=channel, address="care@alderfinch.example", trusted_server="mx.alderfinch.example"
    )
    return channel


@pytest.fixture(scope="session")
def mail_servers():
    """Where the mail servers of `scripts/with-mail` are, by name: those that it runs already, else some of our own."""
    if "MAIL_TEST_IMAP" in os.environ:
        yield _named(os.environ)
        return
    script = settings.PACKAGE.parents[1] / "scripts" / "with-mail"
    show = [str(script), "bash", "-c", "env; echo READY; cat >/dev/null"]
    with subprocess.Popen(show, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as servers:
        told = {}
        for line in servers.stdout:
            if line == "READY\n":
                break
            name, _sign, value = line.rstrip("\n").partition("=")
            told[name] = value
        yield _named(told)
        servers.stdin.close()


def _named(variables):
    return {name: variables.get(f"MAIL_TEST_{name.upper()}", "") for name in ("imap", "lmtp", "smtp", "mail")}
