"""What dead senders leave behind: sorted by what their journals say, once it is certain that they are dead."""

import logging
from datetime import datetime
from pathlib import Path

from django.db import transaction

from twofold.conversations.models import OutgoingMail
from twofold.conversations.outbox.claiming import all_mails
from twofold.conversations.outbox.journals import Entry, Word, is_kept_here, orphaned, read_journal
from twofold.conversations.outbox.outcomes import Outcome, write_outcomes

log = logging.getLogger("twofold.outbox")
State = OutgoingMail.State
AT_ONCE = 500
NOT_SENT = Entry(Word.CLAIMED)


def recover(folder: Path, *, now: datetime) -> int:
    """Settle the mails of senders that are dead.

    :returns: how many were settled
    """
    settled = 0
    for sender, path in orphaned(folder):
        settled += _settle(sender, read_journal(path), now)
        path.unlink()
    return settled + _give_up_on_the_lost(folder, now)


def outcome_of(mail: int, entry: Entry) -> Outcome:
    """What became of a mail whose sender died.

    No marker: it was not sent. An answer: what the answer says. A marker alone: nobody on this side can know.
    """
    if entry.word == Word.MARKED:
        return Outcome(
            mail, State.UNCONFIRMED, "The process that sent this ended before the server's answer came."
        )
    if entry.word == Word.ACCEPTED:
        return Outcome(mail, State.SENT, entry.answer)
    if entry.word == Word.REFUSED and entry.answer.startswith("5"):
        return Outcome(mail, State.FAILED, entry.answer)
    return Outcome(mail, State.WAITING, entry.answer, was_tried=entry.word == Word.REFUSED)


def _settle(sender: str, journal: dict[int, Entry], now: datetime) -> int:
    held = all_mails().filter(state=State.CLAIMED, claimed_by=sender).order_by("pk")
    settled = 0
    while ids := list(held.values_list("pk", flat=True)[:AT_ONCE]):
        outcomes = [outcome_of(mail, journal.get(mail, NOT_SENT)) for mail in ids]
        settled += write_outcomes(sender, outcomes, now=now)
    if settled:
        log.warning("%d mails of %s, which is dead, were settled by its journal", settled, sender)
    return settled


@transaction.atomic
def _give_up_on_the_lost(folder: Path, now: datetime) -> int:
    """Mails of senders whose lease has run out and whose journal is not on this machine: it may be on one that is gone."""
    lost = all_mails().filter(state=State.CLAIMED, lease_until__lt=now)
    if not lost.exists():
        return 0
    senders = set(lost.values_list("claimed_by", flat=True))
    gone = [sender for sender in senders if not is_kept_here(folder, sender)]
    return lost.filter(claimed_by__in=gone).update(
        state=State.UNCONFIRMED,
        answer="The machine that sent this has not been heard of since, and its journal is on it.",
        claimed_by="",
        lease_until=None,
        finished_at=now,
    )
