"""What a dead sender held is settled by its journal: sent, not sent, or unknown, and never sent twice."""

from datetime import timedelta

import pytest

from twofold.conversations.models import OutgoingMail
from twofold.conversations.outbox.claiming import LEASE
from twofold.conversations.outbox.journal import Journal
from twofold.conversations.outbox.recovery import recover
from twofold.conversations.tests.outbox import make_outgoing, states

State = OutgoingMail.State


@pytest.fixture
def held(care, now):
    """Six mails that a sender called amina holds."""
    rows = make_outgoing(
        care,
        *(f"{word}@buyer.example" for word in ("untouched", "claimed", "marked", "taken", "later", "never")),
        state=State.CLAIMED,
        claimed_by="amina",
        lease_until=now + LEASE,
    )
    return {row.recipient.partition("@")[0]: row.pk for row in rows}


def write(journal, held):
    journal.claim([held["claimed"], held["marked"]])
    journal.mark(held[word] for word in ("marked", "taken", "later", "never"))
    journal.settle(held["taken"], "250 taken", accepted=True)
    journal.settle(held["later"], "451 later", accepted=False)
    journal.settle(held["never"], "554 never", accepted=False)
    journal.keep_up()


def test_each_is_what_the_journal_says(held, tmp_path, now):
    journal = Journal(tmp_path, "amina")
    write(journal, held)
    assert recover(tmp_path, now=now) == 0, "she lives"

    journal.close(is_done=False)

    assert recover(tmp_path, now=now) == 6
    assert states() == {
        "untouched@buyer.example": State.WAITING,
        "claimed@buyer.example": State.WAITING,
        "marked@buyer.example": State.UNCONFIRMED,
        "taken@buyer.example": State.SENT,
        "later@buyer.example": State.WAITING,
        "never@buyer.example": State.FAILED,
    }
    assert not journal.path.exists()
    assert recover(tmp_path, now=now) == 0


def test_of_a_sender_on_a_machine_that_is_gone_nobody_can_know(held, tmp_path, now):
    assert recover(tmp_path, now=now) == 0

    assert recover(tmp_path, now=now + LEASE + timedelta(seconds=1)) == 6
    assert set(states().values()) == {State.UNCONFIRMED}


def test_a_sender_here_that_lives_keeps_what_it_holds_however_late_it_is(held, tmp_path, now):
    Journal(tmp_path, "amina")

    assert recover(tmp_path, now=now + timedelta(days=1)) == 0
    assert set(states().values()) == {State.CLAIMED}
