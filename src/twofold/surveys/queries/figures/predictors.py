"""What might drive a score: at most twelve things that the questionnaire asks about."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from twofold.surveys.models import Question
from twofold.surveys.queries.figures.batteries import SATISFACTION, beginning_of
from twofold.surveys.queries.figures.ground import Ground
from twofold.surveys.queries.figures.rows import Sheet

MOST = 12
LEAST_ITEMS = 2 / 3
OUTCOMES = (Question.Instrument.NPS, Question.Instrument.ENPS)
"""Questions about everything at once, which drive nothing."""


@dataclass(frozen=True)
class Predictor:
    """One thing that a score may go along with: a question, or the mean over several that ask about one thing.

    :param low: the lower end of their common scale; None where scales differ
    """

    name: str
    label: str
    questions: Sequence[Question]

    @property
    def scale(self) -> tuple[int, int] | None:
        """The scale that all of them share."""
        scales = {(question.scale_low, question.scale_high) for question in self.questions}
        return scales.pop() if len(scales) == 1 else None

    def of(self, sheet: Sheet) -> float | None:
        """What a sheet says of it: at least two thirds of its questions have to be answered."""
        given = [sheet.numbers[one.code] for one in self.questions if one.code in sheet.numbers]
        return fmean(given) if given and len(given) >= LEAST_ITEMS * len(self.questions) else None


def predictors_of(ground: Ground) -> list[Predictor]:
    """What is looked at: the perceived part of a battery by dimension, else the questions on a scale, by dimension where named.

    More than twelve questions are taken together by what their codes begin with; what are still too many comes back as it is.
    """
    perceived = ground.battery.having(Question.Part.PERCEPTION) or ground.battery.having(SATISFACTION)
    if perceived:
        return _of_battery(perceived, ground)
    asked = [
        question
        for question in ground.questions
        if question.scale_low is not None
        and question != ground.outcome
        and question.instrument not in OUTCOMES
    ]
    if any(question.dimension for question in asked):
        return _grouped(asked, lambda question: question.dimension or question.wording)
    if len(asked) <= MOST:
        return [Predictor(question.code, question.wording, [question]) for question in asked]
    return _grouped(asked, lambda question: beginning_of(question.code) or question.wording)


def _of_battery(perceived: Mapping[str, Mapping[str, Question]], ground: Ground) -> list[Predictor]:
    part = Question.Part.PERCEPTION if ground.battery.having(Question.Part.PERCEPTION) else SATISFACTION
    found = []
    for name, items in ground.battery.groups.items():
        questions = [perceived[item][part] for item in items if item in perceived]
        if questions:
            label = name if ground.battery.dimensions else questions[0].wording
            found.append(Predictor(name, label, questions))
    return found


def _grouped(asked: Sequence[Question], name_of) -> list[Predictor]:
    groups: dict[str, list[Question]] = defaultdict(list)
    for question in asked:
        groups[name_of(question)].append(question)
    return [Predictor(name, name, questions) for name, questions in groups.items()]
