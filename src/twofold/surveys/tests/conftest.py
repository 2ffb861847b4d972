"""Surveys that ask, and links to them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_affiliation, make_person, make_relationship
from twofold.directory.models import Affiliation
from twofold.surveys.actions.ballots.cast import hash_of
from twofold.surveys.actions.ballots.open_box import open_box
from twofold.surveys.actions.surveys import begin_survey, launch_survey
from twofold.surveys.models import Invitation, Wave
from twofold.surveys.tests.test_questionnaire import DOCUMENT


@pytest.fixture
def survey(actor_of, amina, sales):
    """`survey(mode)`: one that asks from now on."""

    def survey(mode: str, form=DOCUMENT):
        now = timezone.now()
        begun = begin_survey(
            unit_id=sales.pk, name="How was it?", side="external", mode=mode, form=form, actor=actor_of(amina), now=now
        )  # fmt: skip
        return launch_survey(begun, actor=actor_of(amina), now=now)

    return survey


@pytest.fixture
def link(survey, sales) -> str:
    served = make_relationship(sales, make_person("Dana <Novak>"))
    now = timezone.now()
    wave = Wave.objects.create(survey=survey("named"), number=1, opens_at=now, state=Wave.State.OPEN)
    Invitation.objects.create(
        wave=wave, party=served.customer, relationship=served, unit=sales, token_hash=hash_of("t" * 30), due_at=now
    )  # fmt: skip
    return f"/s/{'t' * 30}/"


@pytest.fixture
def ballot_link(survey, sales, amina, actor_of, settings, tmp_path) -> str:
    settings.KEYS_DIR = tmp_path
    now = timezone.now()
    long_ago = now - timedelta(days=900)
    people = [make_person(created_at=long_ago) for _one in range(6)]
    _wave, tokens = open_box(
        survey("anonymous", _without_amounts()),
        [make_affiliation(one, sales.party, kind=Affiliation.Kind.EMPLOYEE) for one in people],
        opens_at=now,
        closes_at=now + timedelta(days=7),
        actor=actor_of(amina),
        now=now,
    )
    return f"/b/{tokens[people[0].pk]}/"


def _without_amounts():
    first, second = DOCUMENT["pages"]
    blocks = [block for block in second["blocks"] if block["kind"] not in ("number", "date")]
    return DOCUMENT | {"pages": [first, second | {"blocks": blocks}]}
