"""What someone with the database before them can find out about who said what: nothing that guessing would not find as often."""

import random

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from scipy.stats import spearmanr

from tests.dumps import dump
from tests.factories import NOW
from tests.surveys.boxes import ROUND, begin_anonymous, fill_box, lead_of, make_teams
from twofold.jobs.models import Job
from twofold.surveys.actions.ballots.open_box import open_box
from twofold.surveys.actions.ballots.release import release
from twofold.surveys.actions.ballots.sealing import STEP
from twofold.surveys.models import Ballot, Remark
from twofold.surveys.queries.confidentiality.rounds import SEAL_BYTES
from twofold.surveys.tests.test_answering import hidden
from twofold.timeline.models import Event
from twofold.workspace.tests.killed import ask

TEAMS = (25,) * 8
HIDDEN = {"sqlite": ("rowid",), "postgresql": ("ctid", "xmin::text::bigint")}
"""What a database numbers or orders its rows by without being asked."""


@pytest.fixture
def keys(settings, tmp_path):
    settings.KEYS_DIR = tmp_path


def test_no_hidden_order_leads_from_a_remark_to_its_author(transactional_db, keys, enterprise):
    """With the database before the release and after it: the order of ticks held against every order of remarks."""
    people = make_teams(enterprise, TEAMS, now=NOW)
    order = random.Random(7).sample(range(len(people)), len(people))
    survey = begin_anonymous(enterprise, "Pulse", now=NOW)
    wave, _links = fill_box(
        survey,
        people,
        lambda place: {"enps": place % 11, "why": f"{people[place].group.name}: {place}"},
        now=NOW,
        order=order,
    )
    answered = {person: place for place, person in enumerate(people[at].party_id for at in order)}
    ticks = _ordered("surveys_participant", "person_id", _hidden()[-1])
    release(wave, now=NOW + ROUND)

    author = {place: person.party_id for place, person in enumerate(people)}
    assert Remark.objects.filter(group__wave=wave).count() == len(people)
    for by in ("id", "position", *_hidden()):
        remarks = [author[int(text.rsplit(" ", 1)[1])] for text in _ordered("surveys_remark", "text", by)]
        assert sum(one == other for one, other in zip(ticks, remarks, strict=True)) <= 12  # chance: 1
        assert _in_teams(ticks, remarks, people) <= 30  # chance: one in each of eight teams
        assert abs(spearmanr([answered[person] for person in remarks], range(len(remarks))).statistic) < 0.4


def _in_teams(ticks, remarks, people) -> int:
    """Correct links if the attacker goes by team: the first to answer there wrote its first remark."""
    team = {person.party_id: person.group_id for person in people}
    return sum(
        one == other
        for unit in set(team.values())
        for one, other in zip(
            [person for person in ticks if team[person] == unit],
            [person for person in remarks if team[person] == unit],
            strict=True,
        )
    )


def _hidden() -> tuple[str, ...]:
    return HIDDEN[connection.vendor]


def _ordered(table: str, column: str, by: str) -> list:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} ORDER BY {by}")
        return [row[0] for row in cursor.fetchall()]


def test_between_two_backups_one_tick_and_one_sealed_sheet_differ(db, keys, client, amina, enterprise):
    """Somebody answers in a browser in which someone is signed in: nothing else changes in the whole database."""
    now = timezone.now()
    people = make_teams(enterprise, (6,), now=now)
    survey = begin_anonymous(enterprise, "Pulse", now=now)
    wave, links = open_box(
        survey, people, opens_at=now, closes_at=now + ROUND, actor=lead_of(enterprise), now=now
    )
    link = f"/b/{links[people[2].party_id]}/"
    client.force_login(amina)
    sheet = hidden(client.get(link)) | {"q.enps": "0", "q.load": "2", "go": "on"}
    before, traces = dump(but=["surveys.ballot"]), _traces()
    answer = client.post(link, sheet)
    after = dump(but=["surveys.ballot"])

    assert "change code" in answer.content.decode()
    differ = {
        (label, name)
        for label, rows in after.items()
        for pk, row in rows.items()
        for name, value in row.items()
        if value != before[label].get(pk, {}).get(name)
    }
    assert differ == {("surveys.participant", "has_answered")}
    (ballot,) = Ballot.objects.system("what a backup holds").filter(wave=wave)
    assert len(bytes(ballot.sealed)) == STEP + SEAL_BYTES
    assert _traces() == traces
    assert not answer.cookies


def _traces() -> list:
    """What the dump leaves out, and what a request is most likely to leave behind."""
    return [
        Event.objects.system("a test").count(),
        Job.objects.system("a test").count(),
        list(Session.objects.order_by("pk").values()),
    ]


SEARCH_FILES = """
import django; django.setup()
from datetime import UTC, datetime
from pathlib import Path
from django.conf import settings
from django.db import connections
from tests.surveys.boxes import ROUND, begin_anonymous, fill_box, make_teams
from twofold.accounts.queries.actors import HOUSE
from twofold.directory.actions.units import found_enterprise
from twofold.surveys.actions.ballots.release import release
from twofold.surveys.models import Ballot
now = datetime(2026, 3, 2, 9, tzinfo=UTC)
enterprise = found_enterprise("Oak & Ember", actor=HOUSE, now=now)
people = make_teams(enterprise, (6,), now=now)
survey = begin_anonymous(enterprise, "Pulse", now=now)
wave, _ = fill_box(survey, people, lambda place: {"enps": 3, "why": "Canary in the mine"}, now=now)
sealed = [bytes(ballot.sealed)[:64] for ballot in Ballot.objects.system("a test")]

def found(secrets):
    connections.close_all()
    kept = b"".join(file.read_bytes() for file in Path(settings.DATA_DIR).rglob("*") if file.is_file())
    return sum(secret in kept for secret in secrets)

print(found([b"Canary"]), found(sealed))
release(wave, now=now + ROUND)
print(found([b"Canary"]), found(sealed))
"""


@pytest.mark.skipif(
    "connection.vendor != 'sqlite'", reason="the files of a PostgreSQL server are not ours to read"
)
def test_no_file_keeps_a_ballot_after_the_release(copied):
    """A remark of a group too small for remarks, and the bytes that held it sealed, looked for in every file."""
    environment = copied | {"DJANGO_SETTINGS_MODULE": "twofold.config.settings", "TWOFOLD_LOG_LEVEL": "ERROR"}
    assert ask(environment, SEARCH_FILES) == ["0", "6", "0", "0"]
