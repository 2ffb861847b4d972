"""`twofold confidentiality verify`: silent about a box that was kept, and clear about one that was not."""

import logging
from io import StringIO
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.factories import NOW
from tests.surveys.boxes import ROUND, begin_anonymous, fill_box, make_teams
from twofold.surveys.actions.ballots.keys import key_file
from twofold.surveys.actions.ballots.release import release
from twofold.surveys.models import Ballot, Participant, PublishedGroup, Wave


@pytest.fixture
def rounds(db, settings, tmp_path, enterprise) -> list[Wave]:
    """A round that still asks, and one that was released: of twelve, of eight, and of three told with the eight."""
    settings.KEYS_DIR = tmp_path
    people = make_teams(enterprise, (12, 8, 3), now=NOW)
    survey = begin_anonymous(enterprise, "Pulse", now=NOW)
    filled = [
        fill_box(survey, people, lambda place: {"enps": place % 11, "why": "Because."}, now=NOW)[0]
        for _round in range(2)
    ]
    release(filled[0], now=NOW + ROUND)
    return filled


def verify() -> tuple[str, bool]:
    """What is told, and whether all of it holds."""
    told = StringIO()
    ours = [handler for handler in logging.root.handlers if type(handler).__module__ != "_pytest.logging"]
    try:
        with patch.object(logging.root, "handlers", ours):  # those of the test runner keep all they hear
            call_command("confidentiality", "verify", stdout=told)
    except CommandError:
        return told.getvalue(), False
    return told.getvalue(), True


def test_a_box_that_was_kept_is_proven_in_words(rounds):
    told, holds = verify()

    assert "✗" not in told, told
    assert holds
    assert "“Pulse”, round 1: released, 23 were asked" in told
    assert "the smallest has 11 who answered; 5 were promised" in told
    assert "No sum or difference of them tells of fewer than 5" in told
    assert "All 23 ballots in the box have one of a few standard sizes" in told
    assert "Whoever holds both the database and the key file" in told
    assert "All " in told.splitlines()[-1]


def put_in_unsealed(wave: Wave) -> None:
    unsealed = b'{"enps": 3}'.ljust(4_096 + 48)
    Ballot.objects.bulk_create([Ballot(code_hash="0" * 64, wave=wave, sealed=unsealed)])


def tell_of_a_few(wave: Wave) -> None:
    """Tells of the three beside those they were told with."""
    group = PublishedGroup.objects.get(wave=wave, label="Team 1, Team 2")
    group.parts = [group.parts[0]]
    group.save(update_fields=["parts"])


def add_a_time(wave: Wave) -> None:
    connection.check_constraints()  # none is pending, or the table could not be changed
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {Participant._meta.db_table} ADD COLUMN answered_at varchar(30)")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda released, sealed: put_in_unsealed(sealed), "could be packed smaller"),
        (lambda released, sealed: put_in_unsealed(sealed), "Someone put ballots into the box"),
        (lambda released, sealed: put_in_unsealed(released), "1 are. Run the release again"),
        (lambda released, sealed: key_file(sealed).chmod(0o644), "put it back to mode 600"),
        (lambda released, sealed: key_file(released).write_text("left"), "Its file is still there"),
        (lambda released, sealed: tell_of_a_few(released), "Take the results off"),
        (
            lambda released, sealed: PublishedGroup.objects.filter(label="Team 0").update(n=4),
            "These are smaller: Team 0.",
        ),
        (lambda released, sealed: add_a_time(sealed), "Find out who changed it"),
        (
            lambda released, sealed: logging.root.addHandler(logging.StreamHandler(StringIO())),
            "Let every handler of the log",
        ),
    ],
)
def test_what_was_not_kept_is_said_with_what_to_do(rounds, spoil, sentence, monkeypatch):
    monkeypatch.setattr(logging.root, "handlers", logging.root.handlers[:])
    spoil(*rounds)
    told, holds = verify()

    assert not holds
    assert sentence in told
