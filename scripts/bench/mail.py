"""Runs within Django, for `mail` of the bench: how fast mail that arrives is kept and becomes messages."""

import json
import os
import sys
import time
from email.message import EmailMessage

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twofold.config.settings")
MAILS_EACH, FILE_IN = 10, 10
WORDS = "The chair of order {number} wobbles. One leg seems to be shorter than the others.\n" * 12


def mail(number: int, of: str) -> bytes:
    """A mail of a few paragraphs in text and HTML; of ten of one sender nine are answers, every tenth brings a file."""
    sender = number // MAILS_EACH
    message = EmailMessage()
    message["From"] = f"Customer {sender} <customer{sender}@{of}.example>"
    message["To"] = "care@alderfinch.example"
    message["Subject"] = f"Order {sender}"
    message["Message-ID"] = f"<{number}@{of}.example>"
    if number % MAILS_EACH:
        message["In-Reply-To"] = f"<{number - 1}@{of}.example>"
    words = WORDS.format(number=number)
    message.set_content(f"{words}\nOn Monday Amina wrote:\n> We are looking into it.\n")
    message.add_alternative(f"<p>{words}</p>", subtype="html")
    if number % FILE_IN == 0:
        content = b"%PDF-1.4 " + bytes(20_000) + str(number).encode()
        message.add_attachment(content, maintype="application", subtype="pdf", filename="order.pdf")
    return message.as_bytes()


def inbound(count: int) -> dict[str, float]:
    """Keep and take in `count` mails, as the worker does: raw first, in groups as they are fetched.

    :returns: mails for each second, kept and taken in; and taken in alone
    """
    from django.utils import timezone

    from twofold.conversations.actions.receive import Fetched, keep_raw
    from twofold.conversations.actions.take_in_mail import take_in_waiting
    from twofold.conversations.models import Channel, Mailbox
    from twofold.directory.models import Unit

    now = timezone.now()
    unit = Unit.objects.system("bench").order_by("pk").first()
    channel, is_new = Channel.objects.system("bench").get_or_create(
        unit=unit, kind="mail", name="Bench", defaults={"created_at": now}
    )
    if is_new:
        Mailbox.objects.create(channel=channel, address="bench@alderfinch.example", acknowledges=False)
    source = f"m{time.time_ns()}"
    mails = [mail(number, source) for number in range(count)]
    began = time.perf_counter()
    for start in range(0, count, 20):
        keep_raw(channel, [Fetched(raw, now) for raw in mails[start : start + 20]])
    kept = time.perf_counter()
    take_in_waiting(channel.pk, clock=timezone.now)
    end = time.perf_counter()
    return {"both": count / (end - began), "taken_in": count / (end - kept)}


if __name__ == "__main__":
    django.setup()
    print(json.dumps({"inbound": inbound}[sys.argv[1]](*map(int, sys.argv[2:]))))
