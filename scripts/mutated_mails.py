"""Broken mail: `.venv/bin/python scripts/mutated_mails.py ARCHIVE…`. Each mail must be kept, whatever its parser makes of it.

Takes mails out of archives, breaks each in a few places at random, reads them all, and has some of them arrive in a mailbox of an
empty site. Tells what became of them. Ends with 1 if reading raised anything, or if one that arrived is missing or waits.
"""

import argparse
import logging
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes, policy
from itertools import cycle
from pathlib import Path

from empty_site import empty_site

AT_ONCE = 500
MOST_CHANGES = 8
INSERTED = (
    b"\x00",
    b"\r",
    b"\n",
    b"\xff",
    b"=?utf-8?b?",
    b"?=",
    b"<",
    b"@",
    b";",
    b'"',
    b"charset=",
    b"\n--",
    b":",
)


def main() -> int:
    """Run it once."""
    asked = arguments()
    with empty_site("mutated"):
        logging.disable(logging.CRITICAL)
        print(f"seed {asked.seed}", flush=True)
        return run(asked)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("archives", nargs="+", type=Path)
    parser.add_argument("--mails", type=int, default=60_000)
    parser.add_argument("--arriving", type=int, default=5_000, help="so many of them also arrive (5,000)")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6), help="to run it again as it was")
    return parser.parse_args()


def run(asked: argparse.Namespace) -> int:
    """Read them, let some arrive, and count.

    :returns: 0 if each is where somebody can see it
    """
    from twofold.conversations.channels.mail.parse import parse_mail

    began, mails, raised, flagged, longest = time.monotonic(), mutated(asked), 0, 0, 0.0
    arriving = []
    for mail in mails:
        raised += raises(mail)
        started = time.thread_time()
        flagged += bool(parse_mail(mail).problem)
        longest = max(longest, time.thread_time() - started)
        if len(arriving) < asked.arriving:
            arriving.append(mail)
    print(
        f"{asked.mails:,} mails in {time.monotonic() - began:.0f} s; the standard library's own reading raises on {raised:,}; "
        f"ours on none, shows {flagged:,} as raw text and says so, and takes {longest:.2f} s of the processor at most",
        flush=True,
    )
    return arrive(arriving)


def arrive(mails: list[bytes]) -> int:
    """Have mails arrive.

    :returns: 0 if each is kept, and none waits any more
    """
    from django.utils import timezone

    from tests.factories import make_unit
    from twofold.conversations.actions.receive import Fetched, keep_raw
    from twofold.conversations.actions.take_in_mail import take_in_waiting
    from twofold.conversations.models import Channel, Mailbox, RawMessage

    now = timezone.now()
    channel = Channel.objects.create(kind="mail", name="Care", unit=make_unit("Sales"), created_at=now)
    Mailbox.objects.create(channel=channel, address="care@sales.example")
    for chunk in (mails[start : start + AT_ONCE] for start in range(0, len(mails), AT_ONCE)):
        keep_raw(channel, [Fetched(mail, now) for mail in chunk])
        take_in_waiting(channel.pk, clock=timezone.now)
    kept = RawMessage.objects.system("counting").filter(channel=channel)
    states = Counter(kept.values_list("state", flat=True))
    told = ", ".join(f"{number:,} {state}" for state, number in sorted(states.items()))
    print(f"of {len(mails):,} that arrived {kept.count():,} are kept: {told}")
    return 0 if kept.count() == len(mails) and not states[RawMessage.State.WAITING] else 1


def mutated(asked: argparse.Namespace) -> Iterator[bytes]:
    """Different broken mails, the same for the same seed."""
    from twofold.conversations.queries.mail_archives import mails_in

    chance, seen = random.Random(asked.seed), set()
    for mail in cycle([mail for archive in asked.archives for mail in mails_in(archive)]):
        broken = mutate(mail, chance)
        if len(seen) == asked.mails:
            return
        if hash(broken) not in seen:
            seen.add(hash(broken))
            yield broken


def mutate(mail: bytes, chance: random.Random) -> bytes:
    """The mail with a few places changed, cut out, doubled or inserted, most of them in its headers."""
    content = bytearray(mail)
    ends_at = content.find(b"\n\n") if b"\n\n" in content else len(content)
    for _change in range(chance.randint(1, MOST_CHANGES)):
        place = chance.randrange(max(1, ends_at if chance.random() < 0.7 else len(content)))
        match chance.randrange(4):
            case 0:
                content[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                del content[place : place + chance.randint(1, 12)]
            case 2:
                content[place:place] = content[place : place + chance.randint(1, 30)]
            case _:
                content[place:place] = chance.choice(INSERTED)
    return bytes(content)


def raises(mail: bytes) -> bool:
    """Whether reading it the usual way ends in an exception inside the standard library."""
    from twofold.conversations.channels.mail.faults import PARSER_FAULTS

    try:
        message = message_from_bytes(mail, policy=policy.default)
        for value in message.values():
            str(value)
        for part in message.walk():
            part.get_filename()
            if not part.is_multipart():
                part.get_content()
    except PARSER_FAULTS:
        return True
    return False


if __name__ == "__main__":
    sys.exit(main())
