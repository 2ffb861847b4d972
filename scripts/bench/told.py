"""Runs within Django, for `results` of the bench: a survey of outside customers with very many answers, and who may see it."""

import json
import random
import sys
from datetime import timedelta
from typing import Any

from django.utils import timezone
from inside import REASON, cookie  # sets Django up

from twofold.accounts.models import Membership, User
from twofold.core.actor import Level
from twofold.directory.models import Unit
from twofold.surveys.actions.counting.count_answers import count_survey
from twofold.surveys.models import Answer, Question, Response, Survey

NAME = "How are we doing? Long asked"
QUESTIONS, UNITS, DAYS, NEW = 5, 20, 720, 150
"""So many sheets are newer than what was counted ahead: as many as there may be before they are."""


def prepare(answers: str) -> dict[str, Any]:
    """A survey with so many answers, made once, and the session of someone who leads all its units.

    :returns: its id, how many answers it has, and the session
    """
    units = list(Unit.objects.system(REASON).order_by("pk")[:UNITS])
    survey = Survey.objects.system(REASON).filter(name=NAME).first() or _survey(units, int(answers))
    user = User.objects.filter(email="lead@measured.example").first() or _lead(units)
    return {
        "survey": survey.pk,
        "answers": Answer.objects.filter(question__survey=survey).count(),
        "cookie": cookie(user),
    }


def _survey(units: list[Unit], answers: int) -> Survey:
    now, chance = timezone.now(), random.Random(7)  # nosec B311: chance for a measurement
    survey = Survey.objects.create(
        unit=units[0], name=NAME, side="external", mode=Survey.Mode.NAMED, state="live", created_at=now
    )
    questions = [
        Question(
            survey=survey,
            code=f"q{place}",
            wording=f"Question {place}",
            instrument="csat" if place else "nps",
            scale_low=1 if place else 0,
            scale_high=5 if place else 10,
            position=place,
        )
        for place in range(QUESTIONS)
    ]
    Question.objects.bulk_create(questions)
    sheets = answers // QUESTIONS
    _fill(survey, questions, units, sheets - NEW, chance)
    count_survey(survey, now=now)
    _fill(survey, questions, units, NEW, chance)
    return survey


def _fill(
    survey: Survey, questions: list[Question], units: list[Unit], sheets: int, chance: random.Random
) -> None:
    now = timezone.now()
    rows = [
        Response(
            survey=survey,
            unit=chance.choice(units),
            answered_at=now - timedelta(days=chance.random() * DAYS),
        )
        for _sheet in range(sheets)
    ]
    Response.objects.bulk_create(rows, batch_size=5_000)
    Answer.objects.bulk_create(
        (
            Answer(response=row, question=question, number=_given(question, chance))
            for row in rows
            for question in questions
        ),
        batch_size=5_000,
    )


def _given(question: Question, chance: random.Random) -> int:
    high = question.scale_high
    return max(question.scale_low, min(high, round(chance.gauss(0.78 * high, 0.2 * high))))


def _lead(units: list[Unit]) -> User:
    user = User.objects.create(email="lead@measured.example", created_at=timezone.now())
    for unit in units:
        Membership.objects.create(user=user, unit=unit, level=Level.LEAD)
    return user


if __name__ == "__main__":
    print(json.dumps({"prepare": prepare}[sys.argv[1]](*sys.argv[2:])))
