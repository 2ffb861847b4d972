"""Runs within Django, for `rush` of the bench: a survey with very many invitations, a bare insert, and what was kept."""

import json
import sys
import time
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from inside import REASON  # sets Django up

from twofold.core.actor import ActingSide, Actor, Level
from twofold.directory.models import Unit
from twofold.relationships.models import Relationship
from twofold.surveys.actions.asking.invite import Asked, invite, next_number
from twofold.surveys.actions.asking.tokens import invitation_token
from twofold.surveys.actions.surveys import begin_survey, launch_survey
from twofold.surveys.models import Answer, Invitation, Pick, Question, Response, Survey, Wave

NAME = "How are we doing? A rush"
SCALES = ("ordering", "delivery", "people", "value")
FORM = {
    "languages": ["en"],
    "pages": [
        {
            "key": "one",
            "blocks": [
                {"question": "nps", "kind": "nps", "wording": "How likely are you to recommend us?", "is_required": True},
                *({"question": code, "kind": "csat", "low": 1, "high": 5, "wording": f"How about {code}?"} for code in SCALES),
                {
                    "question": "uses",
                    "kind": "choices",
                    "wording": "What have you bought?",
                    "options": [{"value": value, "label": f"Thing {value}"} for value in range(1, 6)],
                },
                {"question": "why", "kind": "text", "wording": "What is the reason for your answer?"},
            ],
        }
    ],
}  # fmt: skip
GIVEN = {"nps": 9, **dict.fromkeys(SCALES, 4)}
BARE = 400


def prepare(invitations: str) -> dict[str, Any]:
    """Invite so many customers to a new round.

    :returns: the round, and the tokens of the links
    """
    now = timezone.now()
    bonds = Relationship.objects.system(REASON).filter(side="external").order_by("pk")
    rows = bonds.values_list("customer_id", "pk")[: int(invitations)]
    unit = Unit.objects.system(REASON).order_by("pk").first()
    survey = _survey(unit, now)
    with transaction.atomic():
        wave = Wave.objects.create(
            survey=survey, number=next_number(survey), opens_at=now, state=Wave.State.OPEN
        )
        asked = {party: Asked(party, unit.pk, relationship_id=bond) for party, bond in rows}
        invite(wave, list(asked.values()), due_at=now + timedelta(days=365), now=now)
    ids = Invitation.objects.system(REASON).filter(wave=wave).order_by("pk").values_list("pk", flat=True)
    return {"wave": wave.pk, "tokens": [invitation_token(pk) for pk in ids]}


def kept(wave: str) -> dict[str, int]:
    """What is there of a round afterwards."""
    sheets = Response.objects.system(REASON).filter(wave_id=int(wave))
    return {
        "sheets": sheets.count(),
        "answered": Invitation.objects.system(REASON)
        .filter(wave_id=int(wave), state=Invitation.State.ANSWERED)
        .count(),
        "answers": Answer.objects.filter(response__wave_id=int(wave)).count(),
        "picks": Pick.objects.filter(answer__response__wave_id=int(wave)).count(),
    }


def bare() -> dict[str, float]:
    """How many sheets Django inserts in a second, one commit each, with no question asked; they are removed again."""
    survey = Survey.objects.system(REASON).get(name=NAME)
    questions = dict(Question.objects.filter(survey=survey).values_list("code", "pk"))
    version, unit, now = survey.versions.first(), survey.unit_id, timezone.now()
    made = []
    began = time.perf_counter()
    for _sheet in range(BARE):
        with transaction.atomic():
            sheet = Response.objects.create(survey=survey, version=version, unit_id=unit, answered_at=now)
            answers = [
                Answer(response=sheet, question_id=questions[code], number=value)
                for code, value in GIVEN.items()
            ]
            answers += [
                Answer(response=sheet, question_id=questions[code], text=text)
                for code, text in (("uses", ""), ("why", "Fine."))
            ]
            Answer.objects.bulk_create(answers)
            Pick.objects.bulk_create([Pick(answer=answers[-2], value=value) for value in (1, 3)])
        made.append(sheet.pk)
    speed = BARE / (time.perf_counter() - began)
    Response.objects.system(REASON).filter(pk__in=made).delete()
    return {"bare": speed}


def _survey(unit: Unit, now) -> Survey:
    if known := Survey.objects.system(REASON).filter(name=NAME).first():
        return known
    lead = Actor(side=ActingSide.STAFF, levels={unit.pk: Level.LEAD})
    begun = begin_survey(
        unit_id=unit.pk, name=NAME, side="external", mode="named", form=FORM, actor=lead, now=now
    )
    return launch_survey(begun, actor=lead, now=now)


QUESTIONS = {one.__name__: one for one in (prepare, kept, bare)}

if __name__ == "__main__":
    _, question, *words = sys.argv
    json.dump(QUESTIONS[question](*words), sys.stdout)
