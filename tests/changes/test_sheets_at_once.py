"""Fifty sheets of one person at one moment: one counts, the others read a sentence or are the same."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection

from tests.factories import NOW, make_person, make_relationship
from twofold.core.actor import ActingSide, Actor
from twofold.core.errors import Conflict
from twofold.surveys.actions.doors import open_door
from twofold.surveys.actions.respond import answer_invitation, answer_openly
from twofold.surveys.actions.surveys import begin_survey, launch_survey
from twofold.surveys.models import Answer, Invitation, Response, Wave
from twofold.surveys.tests.test_questionnaire import DOCUMENT

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has one writer at a time"),
]
LATER = NOW + timedelta(hours=1)
AT_ONCE, LINES = 50, 10


@pytest.fixture
def wave(sales, amina, actor_of) -> Wave:
    acting = {"actor": actor_of(amina), "now": NOW}
    begun = begin_survey(
        unit_id=sales.pk, name="How was it?", side="external", mode="named", form=DOCUMENT, **acting
    )
    live = launch_survey(begun, **acting)
    return Wave.objects.create(survey=live, number=1, opens_at=NOW, state=Wave.State.OPEN)


def many(send) -> list:
    """What each of fifty is told."""

    def one(submission: UUID) -> object:
        try:
            return send(submission).pk
        except Conflict as refusal:
            return str(refusal)
        finally:
            connection.close()

    double = uuid4()
    with ThreadPoolExecutor(LINES) as pool:
        return list(pool.map(one, [double if n % 2 else uuid4() for n in range(AT_ONCE)]))


def test_one_of_fifty_counts(wave, sales):
    served = make_relationship(sales, make_person())
    invitation = Invitation.objects.create(
        wave=wave, party=served.customer, relationship=served, unit=sales, token_hash="1" * 64, due_at=NOW
    )
    version, holder = wave.survey.versions.get(), Actor(side=ActingSide.LINK)
    told = many(
        lambda submission: answer_invitation(
            invitation, {"nps": 9}, version=version, submission=submission, actor=holder, now=LATER
        )
    )

    kept = Response.objects.system("a test counts").get()
    assert Answer.objects.count() == 1
    assert all(one == kept.pk or "answered this already" in one for one in told) and kept.pk in told


def test_a_door_lets_in_as_many_as_were_wanted(wave, amina, actor_of):
    door = open_door(wave.survey, kind="open", name="Poster", closes_after=5, actor=actor_of(amina), now=NOW)
    version = wave.survey.versions.get()
    told = many(
        lambda submission: answer_openly(
            wave, {"nps": 9}, version=version, submission=submission, door=door, now=LATER
        )
    )

    assert Response.objects.system("a test counts").count() == 5
    assert any("as many answers as we need" in str(one) for one in told)
