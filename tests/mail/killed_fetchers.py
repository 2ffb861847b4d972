# ruff: noqa: E402 (Django is set up between the imports)
"""Fetchers that are killed again and again: `python -m tests.mail.killed_fetchers MAILBOX_ID KILLS SEED`.

Runs in the environment of the site. Each fetches from the mailbox and takes in what came; it is killed with SIGKILL at any
moment. In the end one of them may finish.
"""

import os
import random
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twofold.config.settings")

import django

django.setup()  # once; nothing here asks the database, so that the children may

from django.utils import timezone

from tests.mail.killed_senders import end
from twofold.conversations.actions.fetch_mail import fetch_new
from twofold.conversations.actions.take_in_mail import take_in_waiting
from twofold.conversations.channels.mail.imap import signed_in
from twofold.conversations.models import Mailbox

LONGEST_LIFE = 0.5


def main(mailbox_id: int, kills: int, seed: int) -> None:
    """Kill, then let one finish."""
    chance = random.Random(seed)
    for _kill in range(kills):
        child = start(mailbox_id)
        time.sleep(chance.uniform(0.02, LONGEST_LIFE))
        end(child)
    _pid, status = os.waitpid(start(mailbox_id), 0)
    sys.exit(os.waitstatus_to_exitcode(status))


def start(mailbox_id: int) -> int:
    """A new fetcher."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        fetch(mailbox_id)
        code = 0
    finally:
        os._exit(code)


def fetch(mailbox_id: int) -> None:
    """Fetch and take in everything there is."""
    rows = Mailbox.objects.system("a test fetches").select_related("channel")
    take_in_waiting(mailbox_id, clock=timezone.now)
    mailbox = rows.get(pk=mailbox_id)
    with signed_in(mailbox) as box:
        fetch_new(mailbox, box, clock=timezone.now)
    take_in_waiting(mailbox_id, clock=timezone.now)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
