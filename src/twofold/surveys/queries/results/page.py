"""Everything that the results of a survey show, fetched through the gate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from twofold.core.actor import Actor
from twofold.science.disclosure import LEAST_K
from twofold.science.noise import FEW
from twofold.surveys.models import Question, Survey, Wave
from twofold.surveys.queries.counts import SCORED
from twofold.surveys.queries.disclosure import (
    Telling,
    ToldRemarks,
    ToldRound,
    telling_of,
    told_course,
    told_remarks,
)
from twofold.surveys.queries.disclosure.gaps import Gaps, gaps, pairs_among
from twofold.surveys.queries.disclosure.guesses import Guessed, guessed
from twofold.surveys.queries.disclosure.participation import Participated, participated
from twofold.surveys.queries.results.groups import GroupTable, group_table
from twofold.surveys.queries.results.questions import asked_in
from twofold.surveys.queries.results.trends import Course, courses
from twofold.surveys.queries.scores import Reading, told_reading


@dataclass(frozen=True)
class Results:
    """What the page of a survey shows.

    :param waves: the rounds one can look at, the newest first
    :param readings: questions with what may be said of all together
    """

    survey: Survey
    telling: Telling
    waves: Sequence[Wave]
    told: ToldRound
    participated: Participated
    questions: Sequence[Question]
    readings: Mapping[int, Reading]
    courses: Mapping[int, Course]
    table: GroupTable | None
    remarks: Mapping[int, ToldRemarks]
    gaps: Gaps | None
    guessed: Guessed | None

    @property
    def scores(self) -> list[tuple[Question, Reading]]:
        """Questions of a typed instrument."""
        return [(q, self.readings[q.pk]) for q in self.questions if q.instrument in SCORED]


def results_of(
    actor: Actor, survey: Survey, *, round_number: str = "", cut: str = "", with_gaps: bool = True
) -> Results:
    """Read the results, for someone who may see the survey.

    :param round_number: of which round; another text asks for the newest released, or for all of what is told live
    :param with_gaps: whether to read what was expected and perceived, where no worker has stored it
    """
    telling = telling_of(survey)
    waves = list(survey.waves.order_by("-number")) if telling is not Telling.WHOLE else []
    wave = _chosen(waves, round_number, telling)
    questions = asked_in([survey])
    told, periods = told_course(actor, survey, wave, waves, questions=questions, telling=telling, cut=cut)
    answers = told.everyone.answers if told.everyone else {}
    is_audited = telling is Telling.RELEASED
    return Results(
        survey=survey,
        telling=telling,
        waves=waves,
        told=told,
        participated=participated(told, waves if wave is None else [wave]),
        questions=questions,
        readings={
            question.pk: told_reading(
                question, answers.get(question.pk), is_audited=is_audited and told.everyone is not None
            )
            for question in questions
        },
        courses=courses(questions, periods),
        table=group_table(questions, told.groups, is_audited=is_audited),
        remarks=told_remarks(actor, survey, wave, questions=questions, telling=telling),
        gaps=_gaps(survey, questions, told) if with_gaps and telling is not Telling.RELEASED else None,
        guessed=guessed(actor, survey, told),
    )


def _chosen(waves: Sequence[Wave], round_number: str, telling: Telling) -> Wave | None:
    by_number = {str(wave.number): wave for wave in waves}
    if round_number in by_number:
        return by_number[round_number]
    if telling is Telling.LIVE:
        return None
    released = (wave for wave in waves if wave.state == Wave.State.RELEASED)
    return next(released, waves[0] if waves else None)


def _gaps(survey: Survey, questions: Sequence[Question], told: ToldRound) -> Gaps | None:
    """The gaps, if enough answered every pair; where only totals are told, if those who did not are none or enough too."""
    if told.is_part or told.wave is not None or told.everyone is None:
        return None
    pairs = pairs_among(questions)
    found = gaps(survey) if pairs else None
    if found is None or found.n < FEW:
        return None
    asked = [question.pk for pair in pairs.values() for question in pair]
    left_out = {told.everyone.answers[pk].n - found.n for pk in asked if pk in told.everyone.answers}
    is_told = len(asked) == sum(pk in told.everyone.answers for pk in asked)
    is_safe = is_told and not any(0 < n < LEAST_K for n in left_out)
    return found if is_safe or not survey.is_protected else None
