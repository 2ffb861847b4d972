"""Both sides beside each other: what the same instrument says inside and outside, as far as each survey lets it be told."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.surveys.models import Question, Survey, Wave
from twofold.surveys.queries.counts import SCORED
from twofold.surveys.queries.disclosure import Telling, ToldGroup, telling_of, told_round
from twofold.surveys.queries.results.questions import asked_in
from twofold.surveys.queries.scores import Reading, told_reading

NEWEST = 8
ALIKE = {Question.Instrument.ENPS: Question.Instrument.NPS}
"""Asked of different people in different words: shown beside each other, and never subtracted."""


@dataclass(frozen=True)
class Compared:
    """One question of one survey."""

    survey: Survey
    question: Question
    reading: Reading


def both_sides(actor: Actor) -> Mapping[str, Mapping[str, Sequence[Compared]]]:
    """Instrument → side → what the newest surveys of that side say, of the surveys that the actor may see."""
    found: dict[str, dict[str, list[Compared]]] = defaultdict(lambda: defaultdict(list))
    for survey, questions in _newest(actor):
        everyone = _everyone(actor, survey, questions)
        if everyone is None:
            continue
        for question in questions:
            answers = everyone.answers.get(question.pk)
            if not survey.is_protected and not (answers and answers.n):
                continue  # nobody has answered it yet: nothing to set beside the other side
            is_audited = telling_of(survey) is Telling.RELEASED
            reading = told_reading(question, answers, is_audited=is_audited)
            instrument = ALIKE.get(question.instrument, question.instrument)
            found[instrument][survey.side].append(Compared(survey, question, reading))
    return {instrument: found[instrument] for instrument in SCORED if instrument in found}


def _newest(actor: Actor) -> list[tuple[Survey, list[Question]]]:
    """The newest surveys of either side that asked something scored, with those questions."""
    surveys = visible_list(Survey, actor).exclude(state=Survey.State.DRAFT)
    scored = surveys.filter(questions__instrument__in=SCORED).distinct().select_related("unit__party")
    newest = scored.order_by("-created_at", "-pk")
    chosen = [survey for side in ("internal", "external") for survey in newest.filter(side=side)[:NEWEST]]
    of_survey = defaultdict(list)
    for question in asked_in(chosen, SCORED):
        of_survey[question.survey_id].append(question)
    return [(survey, of_survey[survey.pk]) for survey in chosen]


def _everyone(actor: Actor, survey: Survey, questions: Sequence[Question]) -> ToldGroup | None:
    telling = telling_of(survey)
    wave = None
    if telling is Telling.RELEASED:
        wave = survey.waves.filter(state=Wave.State.RELEASED).order_by("-number").first()
    return told_round(actor, survey, wave, questions=questions, telling=telling).everyone
