"""Whether a score moves from round to round or month to month, or only wavers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from twofold.science.against_the_rest import UnitScore
from twofold.science.noise import FEW
from twofold.science.trends import Trend, trend_over
from twofold.science.trends import Wave as Measured
from twofold.surveys.models import Question
from twofold.surveys.queries.disclosure import ToldPeriod
from twofold.surveys.queries.scores import unit_score

LONGEST = 36


@dataclass(frozen=True)
class Course:
    """One question over time.

    :param points: label and score of each period in which ten or more answered
    """

    question: Question
    points: Sequence[tuple[str, UnitScore]]
    trend: Trend


def courses(questions: Sequence[Question], periods: Sequence[ToldPeriod]) -> Mapping[int, Course]:
    """Question → its course, for those that were scored twice or more; the newest periods."""
    found = {}
    for question in questions:
        scored = [(period, unit_score(question, period.answers.get(question.pk))) for period in periods]
        kept = [(period, score) for period, score in scored if score and score.n >= FEW][-LONGEST:]
        if len(kept) > 1:
            trend = trend_over(
                [Measured(period.at, score.point, score.standard_error, score.n) for period, score in kept]
            )
            found[question.pk] = Course(question, [(period.label, score) for period, score in kept], trend)
    return found
