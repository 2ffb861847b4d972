# ruff: noqa: E402 (Django is set up between the imports)
"""Runs within Django, for the bench: how fast the outbox empties, beside a bare client with as many lines to the same server."""

import json
import os
import smtplib
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from threading import Thread

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twofold.config.settings")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import django

django.setup()

from django.utils import timezone

from tests.mail.chaos import recipients, sink_process
from twofold.conversations.models import Channel, Conversation, Mailbox, OutgoingMail
from twofold.conversations.outbox import sender as sending
from twofold.conversations.outbox.lanes import LINES
from twofold.conversations.tests.outbox import make_outgoing
from twofold.directory.models import Unit

REASON = "measuring"
TURNS = 7
BODY = b"Subject: Re: Chair\r\n\r\n" + b"Dear Dana, it is on its way. " * 10 + b"\r\n"


def outbound(count: str) -> dict[str, float]:
    """Send mails in turns, a bare client's and ours, to a server that has each on disk before it says so, and to one that only
    says so.

    :param count: mails in a turn
    :returns: for each server, how many of ours left in a second, and the share of a bare client's speed; medians of the turns
    """
    figures = {}
    for server, words in (("careful", ("careful",)), ("instant", ())):
        speeds, shares = [], []
        with tempfile.TemporaryDirectory() as folder, sink_process(Path(folder) / "taken", 0, *words) as port:
            for _turn in range(TURNS):
                theirs, own = bare(int(count), port), ours(int(count), port)
                speeds.append(int(count) / own)
                shares.append(theirs / own)
        figures |= {server: median(speeds), f"{server}_share": median(shares)}
    return figures


def bare(count: int, port: int) -> float:
    """What anyone would write with the standard library: as many lines, each used again.

    :returns: seconds
    """

    def carry(line: int) -> None:
        with smtplib.SMTP("127.0.0.1", port) as client:
            for number in range(count // LINES):
                client.sendmail("care@bench.example", f"n{line}.{number}@d.example", BODY)

    threads = [Thread(target=carry, args=(line,)) for line in range(LINES)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began


def ours(count: int, port: int) -> float:
    """Fill the outbox, then empty it.

    :returns: seconds for emptying it
    """
    now = timezone.now()
    unit = Unit.objects.system(REASON).order_by("pk").first()
    channel, _is_new = Channel.objects.system(REASON).get_or_create(
        unit=unit, kind="mail", name="Outbound", defaults={"created_at": now}
    )
    server = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none"}
    Mailbox.objects.system(REASON).update_or_create(
        channel=channel, defaults={"address": "outbound@bench.example"} | server
    )
    make_outgoing(channel, *recipients(count), created_at=now)
    sys.setswitchinterval(sending.SWITCHES_AFTER)
    with tempfile.TemporaryDirectory() as folder:
        sender = sending.Sender(Path(folder))
        began = time.perf_counter()
        while sender.step():
            pass
        took = time.perf_counter() - began
        sender.finish()
    left = OutgoingMail.objects.system(REASON).filter(channel=channel).exclude(state="sent").count()
    Conversation.objects.system(REASON).filter(channel=channel).delete()
    if left:
        raise SystemExit(f"{left} mails were not sent.")
    return took


if __name__ == "__main__":
    _, question, *words = sys.argv
    json.dump({"outbound": outbound}[question](*words), sys.stdout)
