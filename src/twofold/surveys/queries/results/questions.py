"""The questions of surveys as results name them."""

import re
from collections.abc import Iterable

from twofold.surveys.models import Question, Survey

PIPED = re.compile(r"\{[^{}]*\}")


def asked_in(surveys: Iterable[Survey], instruments: Iterable[str] = ()) -> list[Question]:
    """Their questions in order; where each respondent read something of their own, the wording has an ellipsis.

    A matrix itself is answered by nobody: its lines are.
    """
    questions = Question.objects.filter(survey__in=surveys).exclude(
        instrument=Question.Instrument.MATRIX, rows__isnull=False
    )
    questions = questions.filter(instrument__in=instruments) if instruments else questions
    found = list(questions.order_by("position", "pk"))
    for question in found:
        question.wording = PIPED.sub("…", question.wording).replace("….", "…")
    return found
