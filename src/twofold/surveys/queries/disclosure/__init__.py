"""The one gate between what was answered and whoever is told of it.

Pages, exports, programs and mail ask here and nowhere else; `tests/test_gate.py` holds the house to it. Named answers of outside
customers are told live, as far as one may see their units; all others as the totals of rounds that are over.
"""

from collections.abc import Mapping, Sequence

from twofold.core.actor import Actor
from twofold.surveys.models import Question, Survey, Wave
from twofold.surveys.queries.disclosure.live import live_counts, live_periods, live_round
from twofold.surveys.queries.disclosure.published import (
    published_periods,
    published_remarks,
    published_round,
)
from twofold.surveys.queries.disclosure.sheets import words_of_sheets
from twofold.surveys.queries.disclosure.told import (
    Telling,
    Told,
    ToldCut,
    ToldGroup,
    ToldPeriod,
    ToldRemarks,
    ToldRound,
    telling_of,
)
from twofold.surveys.queries.disclosure.whole import whole_round

__all__ = [
    "Telling",
    "Told",
    "ToldCut",
    "ToldGroup",
    "ToldPeriod",
    "ToldRemarks",
    "ToldRound",
    "telling_of",
    "told_course",
    "told_remarks",
    "told_round",
]


def told_round(
    actor: Actor,
    survey: Survey,
    wave: Wave | None,
    *,
    questions: Sequence[Question],
    telling: Telling,
    cut: str = "",
) -> ToldRound:
    """What an actor who may see the survey is told of a round; of all of it, where it is told live or whole.

    :param cut: the key of one of the cuts that there are; anything else asks for the first
    """
    if telling is Telling.LIVE:
        return live_round(live_counts(actor, survey), wave)
    if telling is Telling.WHOLE:
        return whole_round(survey, questions)
    return published_round(actor, wave, cut)


def told_course(
    actor: Actor,
    survey: Survey,
    wave: Wave | None,
    waves: Sequence[Wave],
    *,
    questions: Sequence[Question],
    telling: Telling,
    cut: str = "",
) -> tuple[ToldRound, list[ToldPeriod]]:
    """The same, and how it went over time: released rounds, or rounds or months of what is told live."""
    if telling is Telling.LIVE:
        counts = live_counts(actor, survey)
        return live_round(counts, wave), live_periods(counts, waves)
    told = told_round(actor, survey, wave, questions=questions, telling=telling, cut=cut)
    return told, published_periods(survey) if telling is Telling.RELEASED else []


def told_remarks(
    actor: Actor, survey: Survey, wave: Wave | None, *, questions: Sequence[Question], telling: Telling
) -> Mapping[int, ToldRemarks]:
    """Question → what was written: of named sheets that the actor may see, or of published groups of ten or more."""
    if telling is Telling.LIVE:
        texts = [question for question in questions if question.instrument == Question.Instrument.TEXT]
        return words_of_sheets(actor, survey, texts, wave)
    if telling is Telling.RELEASED and wave is not None:
        return published_remarks(actor, wave)
    return {}
