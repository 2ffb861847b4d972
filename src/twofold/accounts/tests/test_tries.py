"""Guessing is slowed down, and slows down nobody else."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.cast import PASSWORD
from tests.factories import NOW
from twofold.accounts.actions.tries import (
    FORGOTTEN_AFTER,
    Limit,
    TooSoon,
    claim_try,
    forget_tries,
    give_back,
    take_portion,
)
from twofold.accounts.models import Tries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]
LIMIT = Limit(("test", "someone"), free=3, longest=timedelta(minutes=5))
MALICE = "198.51.100.7"


@pytest.fixture
def amina(amina):
    amina.set_password(PASSWORD)
    amina.save()
    return amina


def sign_in(client, user, password=PASSWORD, **extra):
    client.post("/accounts/login/", {"login": user.email, "password": password}, **extra)
    return "_auth_user_id" in client.session


def hammer(user, times, *, address):
    for number in range(times):
        assert not sign_in(Client(), user, f"guess {number}", REMOTE_ADDR=address(number))


def test_each_further_try_waits_twice_as_long(now):
    waits, at = [], now
    for _ in range(8):
        while True:
            try:
                claim_try([LIMIT], now=at)
                break
            except TooSoon:
                at += timedelta(seconds=1)
        waits.append(round((at - now).total_seconds()))
        now = at
    assert waits == [0, 0, 0, 10, 20, 40, 80, 160]


def test_a_refused_try_counts_nothing_and_says_when(now):
    for _ in range(3):
        claim_try([LIMIT], now=now)
    for _ in range(50):
        with pytest.raises(TooSoon, match="in 10 seconds"):
            claim_try([LIMIT], now=now)
    assert Tries.objects.get().count == 3


def test_what_was_right_does_not_count(now):
    for _ in range(20):
        claim_try([LIMIT], now=now)
        give_back([LIMIT])
    assert Tries.objects.get().count == 0


def test_an_hour_forgets(now):
    for _ in range(3):
        claim_try([LIMIT], now=now)
    later = now + FORGOTTEN_AFTER + timedelta(seconds=1)
    claim_try([LIMIT], now=later)
    assert Tries.objects.get().count == 1
    assert forget_tries(now=later + 2 * FORGOTTEN_AFTER) == 1


def test_a_thousand_guesses_in_ten_minutes_are_hardly_looked_at(now):
    limits = [
        Limit(("password", "pair", "amina", MALICE), free=5),
        Limit(("password", "network", MALICE), free=30),
    ]
    looked_at = 0
    for number in range(1000):
        try:
            claim_try(limits, now=now + timedelta(seconds=0.6 * number))
            looked_at += 1
        except TooSoon:
            pass
    assert looked_at <= 20


def test_no_address_can_be_read_from_the_counts(amina):
    sign_in(Client(), amina, "a guess", REMOTE_ADDR=MALICE)
    kept = " ".join(Tries.objects.values_list("key", flat=True))
    assert Tries.objects.exists() and "amina" not in kept and "198." not in kept


def test_hammering_from_elsewhere_keeps_her_out_nowhere_she_usually_is(amina):
    usual = Client(REMOTE_ADDR="192.0.2.10")
    assert sign_in(usual, amina)
    hammer(amina, 40, address=lambda number: f"198.51.{number}.7")
    usual.post("/accounts/logout/")
    assert sign_in(usual, amina)
    assert sign_in(Client(REMOTE_ADDR="192.0.2.77"), amina)  # a new browser in the same network


def test_hammering_from_the_next_desk_does_not_slow_her_browser(amina):
    mine = Client(REMOTE_ADDR="192.0.2.10")
    assert sign_in(mine, amina)
    hammer(amina, 40, address=lambda number: "192.0.2.66")
    mine.post("/accounts/logout/")
    assert sign_in(mine, amina)


def test_strangers_from_everywhere_wait_together(amina):
    hammer(amina, 12, address=lambda number: f"198.51.{number}.7")
    answer = Client(REMOTE_ADDR="203.0.113.5").post(
        "/accounts/login/", {"login": amina.email, "password": PASSWORD}
    )
    assert "Try again in 10 seconds" in answer.text


def test_unknown_addresses_are_counted_alike(amina):
    said = []
    for email in (amina.email, "nobody@twofold.example"):
        client = Client(REMOTE_ADDR="198.51.100.7" if said else "203.0.113.7")
        answers = [
            client.post("/accounts/login/", {"login": email, "password": "guess"}).text for _ in range(6)
        ]
        said.append(["too often" in answer for answer in answers])
    assert said[0] == said[1] == [False] * 5 + [True]


def test_what_is_counted_by_the_day_is_kept_for_the_day():
    def is_taken(now) -> bool:
        return take_portion(("files", NOW.date()), of=2, now=now, lasts=timedelta(days=1))

    assert is_taken(NOW) and is_taken(NOW)
    assert forget_tries(now=NOW + timedelta(hours=20)) == 0
    assert not is_taken(NOW + timedelta(hours=20))
    assert forget_tries(now=NOW + timedelta(hours=25)) == 1
