"""What a sender learns of servers and domains, and whom it leaves in peace for how long."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOW
from twofold.conversations.models import OutgoingMail
from twofold.conversations.outbox.house import Sent
from twofold.conversations.outbox.outlets import Outlet
from twofold.conversations.outbox.patience import gives_up, pause_after
from twofold.conversations.outbox.server import Server
from twofold.conversations.outbox.traffic import MOST_IN_A_LANE, MOST_OF_A_DOMAIN, Traffic

State = OutgoingMail.State
CARE, DESK = Server("care.example", 25, "none"), Server("desk.example", 25, "none")


@dataclass
class StillLane:
    """Holds letters and carries none."""

    server: Server
    letters: list = field(default_factory=list)
    lines: int = 4

    def add(self, letters):
        self.letters += letters

    def held(self):
        return Counter(letter.domain for letter in self.letters)

    def empty(self, domain):
        out = [letter for letter in self.letters if domain in ("", letter.domain)]
        self.letters = [letter for letter in self.letters if letter not in out]
        return out


@pytest.fixture
def traffic():
    traffic = Traffic(StillLane)
    outlets = {server: Outlet(server, "care@sales.example", "Care", "") for server in (CARE, DESK)}
    traffic.outlets = {1: outlets[CARE], 2: outlets[CARE], 3: outlets[DESK]}
    return traffic


def letters(traffic, *domains, server=CARE, attempts=0, created_at=NOW):
    made = [
        Mock(mail_id=number, domain=domain, server=server, attempts=attempts, created_at=created_at)
        for number, domain in enumerate(domains)
    ]
    traffic.add(made)
    return made


def put_off(traffic, letter, now=NOW):
    traffic._lanes[letter.server].letters.remove(letter)
    return traffic.judge(Sent(letter, State.WAITING, "450 later"), now=now)


def fail(traffic, letter, now=NOW):
    traffic._lanes[letter.server].letters.remove(letter)
    return traffic.judge(Sent(letter, State.WAITING, "gone away", is_trouble=True), now=now)


def test_a_server_in_trouble_is_left_in_peace_with_all_that_waits_for_it(traffic):
    first, *_rest = letters(traffic, "a.example", "b.example", "c.example")
    letters(traffic, "a.example", server=DESK)

    outcomes, (peace,) = fail(traffic, first)

    assert [(one.state, one.was_tried) for one in outcomes] == [
        (State.WAITING, True),
        (State.WAITING, False),
        (State.WAITING, False),
    ]
    assert (peace.channels, peace.domain, peace.answer) == ((1, 2), "", "gone away")
    assert {one.again_at for one in outcomes} == {peace.until}
    assert traffic.room(now=NOW).outlets.keys() == {3}
    assert traffic.room(now=peace.until).outlets.keys() == {1, 2, 3}
    assert traffic.under_way == 1


def test_troubles_at_the_same_time_are_one_and_the_next_lasts_longer(traffic):
    first, second, third = letters(traffic, "a.example", "b.example", "c.example")
    traffic._lanes[CARE].empty = lambda domain: []

    _, (one,) = fail(traffic, first)
    _, (same,) = fail(traffic, second)
    _, (later,) = fail(traffic, third, now=one.until)

    assert one.until == same.until
    assert later.until - one.until > 1.5 * (one.until - NOW)


def test_a_domain_is_left_in_peace_after_three_letters_in_a_row(traffic):
    busy = letters(traffic, *["busy.example"] * 5, "calm.example")

    assert put_off(traffic, busy[0])[1] == put_off(traffic, busy[1])[1] == []
    outcomes, (peace,) = put_off(traffic, busy[2])

    assert [one.mail_id for one in outcomes] == [2, 3, 4]
    assert peace.domain == "busy.example"
    room = traffic.room(now=NOW)
    assert room.outlets.keys() == {1, 2, 3} and room.full == [([1, 2], "busy.example")]


def test_one_letter_taken_forgives_the_others(traffic):
    one, two, three, four = letters(traffic, *["busy.example"] * 4)

    put_off(traffic, one)
    put_off(traffic, two)
    traffic.judge(Sent(three, State.SENT, "250 ok"), now=NOW)

    assert put_off(traffic, four)[1] == []


def test_a_lane_and_a_domain_hold_only_so_many(traffic):
    letters(traffic, *["big.example"] * MOST_OF_A_DOMAIN)
    assert traffic.room(now=NOW).full == [([1, 2], "big.example")]

    letters(traffic, *(f"{number}.example" for number in range(MOST_IN_A_LANE - MOST_OF_A_DOMAIN)))
    assert traffic.room(now=NOW).outlets.keys() == {3}


def test_a_letter_that_waited_for_five_days_has_failed(traffic):
    (old,) = letters(traffic, "busy.example", created_at=NOW - timedelta(days=5))

    ((outcome,), _peaces) = put_off(traffic, old)

    assert outcome.state == State.FAILED


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_pauses_grow_from_a_minute_to_six_hours(failures, spread):
    pause = pause_after(failures, spread)

    assert timedelta(seconds=54) <= pause <= timedelta(hours=6.6)
    assert pause_after(failures + 1, spread) >= pause
    assert pause_after(failures, 0) <= pause <= pause_after(failures, 1)


def test_mail_is_given_up_after_five_days_and_not_before():
    assert not gives_up(NOW, NOW + timedelta(days=4, hours=23))
    assert gives_up(NOW, NOW + timedelta(days=5))
