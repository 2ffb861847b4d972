"""A unit that can be written to."""

import pytest

from tests.factories import NOW
from twofold.conversations.models import Channel, Mailbox


@pytest.fixture
def files_dir(settings, tmp_path):
    """An empty folder for stored files."""
    settings.FILES_DIR = tmp_path / "files"
    settings.FILES_DIR.mkdir()
    return settings.FILES_DIR


@pytest.fixture
def care(sales, files_dir) -> Channel:
    """The mailbox of Sales: care@alderfinch.example."""
    channel = Channel.objects.create(kind="mail", name="Customer care", unit=sales, created_at=NOW)
    Mailbox.objects.create(
        channel=channel, address="care@alderfinch.example", trusted_server="mx.alderfinch.example"
    )
    return channel
