# ruff: noqa: E402 (Django is set up between the imports)
"""What a release of many ballots costs: `release N` asks so many colleagues, has all answer, and times what follows.

Run as a process of its own in the environment of an empty site; answers in JSON.
"""

import json
import os
import random
import secrets
import sys
import time
from collections.abc import Iterator
from datetime import timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twofold.config.settings")

import django

django.setup()

from django.db import transaction
from django.utils import timezone

from twofold.accounts.queries.actors import HOUSE
from twofold.core.actor import ActingSide, Actor, Level
from twofold.directory.actions.units import add_unit, found_enterprise
from twofold.directory.models import Affiliation, Party, Unit
from twofold.surveys.actions.ballots.cast import hash_of
from twofold.surveys.actions.ballots.keys import sealing_box
from twofold.surveys.actions.ballots.open_box import open_box
from twofold.surveys.actions.ballots.release import release
from twofold.surveys.actions.ballots.sealing import Opened, sealed
from twofold.surveys.actions.surveys import begin_survey, launch_survey
from twofold.surveys.models import Ballot, Participant, PublishedGroup, Survey, Wave

DIVISIONS, TEAMS, QUESTIONS = 20, 400, 12
SCALES = [
    {"question": f"q{at}", "kind": "scale", "low": 1, "high": 5, "wording": f"Statement {at}"}
    for at in range(QUESTIONS)
]
FORM = {
    "languages": ["en"],
    "pages": [
        {
            "blocks": [
                {"question": "enps", "kind": "enps", "wording": "Would you recommend us?"},
                *SCALES,
                {"question": "why", "kind": "text", "wording": "Why?"},
            ]
        }
    ],
}


def release_ballots(asked: int) -> dict[str, float]:
    """Seconds for opening the box and for the release, how many groups were told, and how many ballots are left."""
    now = timezone.now()
    with transaction.atomic():
        survey, people = _survey(asked)
    began = time.perf_counter()
    lead = Actor(side=ActingSide.STAFF, levels={survey.unit_id: Level.LEAD})
    wave, _links = open_box(
        survey, people, opens_at=now, closes_at=now + timedelta(days=7), actor=lead, now=now
    )
    opened = time.perf_counter() - began
    _answer(wave)
    began = time.perf_counter()
    release(wave, now=now + timedelta(days=8))
    return {
        "opened": opened,
        "released": time.perf_counter() - began,
        "groups": PublishedGroup.objects.filter(wave=wave).count(),
        "left": Ballot.objects.system("measuring").filter(wave=wave).count(),
    }


def _survey(asked: int) -> tuple[Survey, list[Affiliation]]:
    """A survey cut by units, by years with us, and by both together; and whom it asks."""
    now, chance = timezone.now(), random.Random(1)
    top = Unit.objects.system("measuring").filter(parent=None).first()
    top = top or found_enterprise("Measured", actor=HOUSE, now=now)
    head = Actor(side=ActingSide.STAFF, levels={top.pk: Level.LEAD}, capabilities=frozenset({"administer"}))
    names = secrets.token_hex(3)  # of this run
    divisions = [
        add_unit(name=f"Division {at} {names}", parent=top, actor=HOUSE, now=now) for at in range(DIVISIONS)
    ]
    teams = [
        add_unit(name=f"Team {at} {names}", parent=divisions[at % DIVISIONS], actor=HOUSE, now=now)
        for at in range(TEAMS)
    ]
    people = Party.objects.bulk_create(
        [
            Party(
                kind=Party.Kind.PERSON,
                name=f"Person {at}",
                created_at=now - timedelta(days=400),
                changed_at=now,
            )
            for at in range(asked)
        ],
        batch_size=2_000,
    )
    ties = [
        Affiliation(
            party=person,
            group=teams[chance.randrange(TEAMS)].party,
            kind=Affiliation.Kind.EMPLOYEE,
            from_on=(now - timedelta(days=chance.randrange(6_000))).date(),
        )
        for person in people
    ]
    survey = begin_survey(
        unit_id=top.pk, name=f"Pulse {secrets.token_hex(4)}", side="internal", mode="anonymous", form=FORM, actor=head, now=now
    )  # fmt: skip
    survey.lenses = {"attributes": ["tenure", "kind"], "crossing": "tenure"}
    survey.save(update_fields=["lenses"])
    return launch_survey(survey, actor=head, now=now), ties


def _answer(wave: Wave) -> None:
    """A sealed ballot of everyone asked."""
    chance, box = random.Random(2), sealing_box(wave.ballot_key)
    asked = Participant.objects.system("measuring").filter(wave=wave)

    def ballots() -> Iterator[Ballot]:
        for cells in asked.values_list("cells", flat=True):
            given = {"enps": chance.randrange(11), "why": "It could be better, and it could be worse."}
            given |= {f"q{at}": chance.randint(1, 5) for at in range(QUESTIONS)}
            content = sealed(Opened(1, tuple(cells), given, counts=True), box)
            yield Ballot(code_hash=hash_of(secrets.token_hex(16)), wave=wave, sealed=content)

    Ballot.objects.bulk_create(ballots(), batch_size=500)
    asked.update(has_answered=True)


QUESTION = {"release": lambda asked: release_ballots(int(asked))}

if __name__ == "__main__":
    print(json.dumps(QUESTION[sys.argv[1]](*sys.argv[2:])))
