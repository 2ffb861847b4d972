"""The ballot box: one ballot for each link, sealed, of a standard size, with nothing that leads back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from tests.factories import NOW, make_person
from twofold.core.errors import BadInput, Conflict
from twofold.surveys.actions.ballots.cast import cast_ballot, hash_of, replace_ballot, withdraw_ballot
from twofold.surveys.actions.ballots.keys import KeyGone, destroy_key, is_kept, make_key, opening_box
from twofold.surveys.actions.ballots.sealing import STEP, Spoilt, opened
from twofold.surveys.actions.surveys import begin_survey, launch_survey
from twofold.surveys.models import Ballot, Participant, Wave
from twofold.surveys.tests.test_questionnaire import DOCUMENT
from twofold.timeline.models import Event

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def wave(actor_of, amina, sales, settings, tmp_path) -> Wave:
    settings.KEYS_DIR = tmp_path
    survey = begin_survey(
        unit_id=sales.pk, name="How are we?", side="internal", mode="anonymous", form=DOCUMENT, actor=actor_of(amina), now=NOW
    )  # fmt: skip
    launch_survey(survey, actor=actor_of(amina), now=NOW)
    wave = Wave.objects.create(survey=survey, number=1, opens_at=NOW, state=Wave.State.OPEN)
    make_key(wave)
    return wave


@pytest.fixture
def link(wave) -> str:
    return new_link(wave)


def new_link(wave: Wave) -> str:
    token = uuid4().hex
    Participant.objects.create(wave=wave, person=make_person(), token_hash=hash_of(token), cells=["sales"])
    return token


def cast(wave, token, given, now=LATER):
    return cast_ballot(token, given, version=wave.survey.versions.get(), now=now)


def ballots():
    return Ballot.objects.system("looking into the box")


def test_a_ballot_holds_what_was_said_and_the_groups_as_at_launch(wave, link):
    cast(wave, link, {"nps": 0, "why": "Too many meetings.", "uses": (1,)})
    found = opened(bytes(ballots().get().sealed), opening_box(wave))

    assert found.given == {"nps": 0, "why": "Too many meetings.", "uses": (1,)}
    assert found.cells == ("sales",)


def test_only_the_key_opens_it(wave, link):
    cast(wave, link, {"nps": 9})
    stored = bytes(ballots().get().sealed)
    other = Wave.objects.create(survey=wave.survey, number=2, opens_at=NOW)
    make_key(other)

    with pytest.raises(Spoilt):
        opened(stored, opening_box(other))
    destroy_key(wave)
    assert not is_kept(wave)
    with pytest.raises(KeyGone):
        opening_box(wave)


def test_long_and_short_ballots_have_the_same_size(wave):
    for remark in ("No.", "x" * 3_500):
        cast(wave, new_link(wave), {"nps": 1, "why": remark})
    cast(wave, new_link(wave), {"nps": 1, "why": "ü" * 3_500})  # two bytes each: one step more

    sizes = sorted(len(bytes(ballot.sealed)) for ballot in ballots())
    assert sizes[0] == sizes[1]
    assert sizes[2] - sizes[1] == STEP


def test_a_link_counts_once_and_leaves_no_trace(wave, link):
    events = Event.objects.system("before").count()
    cast(wave, link, {"nps": 3})

    with pytest.raises(Conflict, match="used already"):
        cast(wave, link, {"nps": 9})
    assert ballots().count() == 1
    assert Event.objects.system("after").count() == events
    columns = {field.name for model in (Ballot, Participant) for field in model._meta.concrete_fields}
    assert not any(name.endswith(("_at", "_on")) for name in columns)


def test_the_change_code_replaces_and_withdraws(wave, link):
    code = cast(wave, link, {"nps": 3})
    version = wave.survey.versions.get()
    replace_ballot(link, code.lower().replace("-", " "), {"nps": 8}, version=version, now=LATER)

    assert opened(bytes(ballots().get().sealed), opening_box(wave)).given == {"nps": 8}
    with pytest.raises(BadInput, match="change code"):
        replace_ballot(link, "AAAAA-AAAAA-AAAAA-AAAAA", {"nps": 0}, version=version, now=LATER)
    withdraw_ballot(code, wave, now=LATER)
    assert not ballots().exists()


def test_what_is_wrong_is_said_and_the_link_stays_good(wave, link):
    with pytest.raises(BadInput, match="not known"):
        cast(wave, "forged", {"nps": 3})
    with pytest.raises(BadInput, match="need an answer"):
        cast(wave, link, {"why": "No number."})
    with pytest.raises(Conflict, match="not begun"):
        cast(wave, link, {"nps": 3}, now=NOW - timedelta(days=1))

    assert cast(wave, link, {"nps": 3})


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite numbers its rows by itself")
def test_ballots_have_no_hidden_row_numbers(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'surveys_ballot'")
        assert cursor.fetchone()[0].endswith("WITHOUT ROWID")
