"""Senders are killed in the middle of whatever they do: no mail is lost, none is sent twice, each that is uncertain is listed."""

import pytest

from tests.elsewhere import surroundings
from tests.factories import NOW
from tests.mail.chaos import fill_outbox, kill_senders, reckon, sink_process

pytestmark = pytest.mark.django_db(transaction=True)
MAILS, KILLS, SENDERS = 300, 8, 2


def test_senders_that_are_killed_lose_nothing_and_double_nothing(tmp_path):
    taken = tmp_path / "taken"
    with sink_process(taken, longest_delay=0.01) as port:
        fill_outbox(MAILS, port, now=NOW)
        kill_senders(taken, surroundings(tmp_path), kills=KILLS, slots=SENDERS, seed=7, seconds=120)

    reckoning = reckon(taken)
    assert reckoning.is_clean, reckoning
    assert reckoning.sent + reckoning.unconfirmed == MAILS
    assert reckoning.unconfirmed <= (KILLS + SENDERS) * 4, "each sender has four lines at most"
