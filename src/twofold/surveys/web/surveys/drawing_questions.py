"""Every question of a survey on a line: how it was answered, and what it comes to."""

from collections.abc import Sequence
from dataclasses import dataclass

from twofold.surveys.models import Option, Question
from twofold.surveys.queries.results.page import Results
from twofold.surveys.queries.scores import Reading
from twofold.surveys.web.surveys.drawing import Spread, score_text, spread_of


@dataclass(frozen=True)
class Choice:
    """One of several: how often it was chosen, and as a share of those who answered."""

    label: str
    n: int
    share: float

    @property
    def width(self) -> float:
        """How far its bar reaches, in percent."""
        return round(100 * self.share, 1)


@dataclass(frozen=True)
class DrawnQuestion:
    """One line."""

    question: Question
    reading: Reading
    spread: Spread | None
    score: str
    interval: str
    choices: Sequence[Choice] = ()


def drawn_questions(results: Results) -> list[DrawnQuestion]:
    """The lines of all questions that can be counted. Of words only the words are shown, elsewhere."""
    chosen = [question for question in results.questions if question.scale_low is None]
    labels: dict[int, list[Option]] = {}
    for option in Option.objects.filter(question__in=chosen).order_by("position", "value"):
        labels.setdefault(option.question_id, []).append(option)
    answers = results.told.everyone.answers if results.told.everyone else {}
    return [
        _drawn(question, results.readings[question.pk], labels.get(question.pk, ()), answers.get(question.pk))
        for question in results.questions
        if question.scale_low is not None or question.pk in labels
    ]


def _drawn(question: Question, reading: Reading, options: Sequence[Option], told) -> DrawnQuestion:
    value, interval = score_text(reading)
    counts = told.counts if told else None
    return DrawnQuestion(
        question=question,
        reading=reading,
        spread=spread_of(reading) if question.scale_low is not None else None,
        score=value,
        interval=interval,
        choices=[
            Choice(option.label, counts.get(option.value, 0), counts.get(option.value, 0) / told.n)
            for option in options
        ]
        if counts and told.n
        else (),
    )
