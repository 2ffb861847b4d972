"""Weighting named answers to all who were asked: each question weighted beside unweighted, and what weighting costs."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from twofold.science.refusals import Unmeasurable
from twofold.science.scores import NPS, sign_of
from twofold.science.weighting import (
    FEWEST,
    FEWEST_IN_CATEGORY,
    TRIMMED_AT,
    Weights,
    can_be_weighted,
    raked,
    trimmed,
    weighted_mean,
)
from twofold.surveys.models import Question
from twofold.surveys.queries.figures.batteries import possible_outcomes
from twofold.surveys.queries.figures.frame import Asked, combined, frame_of
from twofold.surveys.queries.figures.ground import Figures, Ground, refused
from twofold.surveys.queries.figures.rows import Sheet

MOST_QUESTIONS = 12
PROMOTERS = (Question.Instrument.NPS, Question.Instrument.ENPS)


def weighting(ground: Ground, now: datetime) -> Figures | None:
    """Scores raked to who was asked; None where nobody was asked by name, for then nothing is known of all."""
    if ground.scope.is_protected:
        return None  # a weight would tell who answered
    frame = frame_of(ground.scope, now.date())
    by_invitation = {sheet.invitation_id: sheet for sheet in ground.sheets if sheet.invitation_id}
    answered = [one.invitation_id in by_invitation for one in frame]
    n = sum(answered)
    if not frame or not n:
        return None
    about = {"n": n, "asked": len(frame)}
    if not can_be_weighted(n):
        return refused("too_few", **about, least_n=FEWEST)
    margins = _margins(frame, answered)
    if not margins:
        return refused("alike", **about)
    sheets = [by_invitation[one.invitation_id] for one, has in zip(frame, answered, strict=True) if has]
    try:
        weights = _weights(margins, answered)
    except Unmeasurable:
        return refused("unsettled", **about)
    return about | {
        "margins": [_margin(name, values, answered) for name, values in margins.items()],
        "effective_n": weights.effective_n,
        "design_effect": weights.design_effect,
        "ratio": weights.ratio,
        "rows": [row for one in _questions(ground) if (row := _row(one, sheets, weights, ground))],
    }


def _margins(frame: Sequence[Asked], answered: Sequence[bool]) -> dict[str, list[str]]:
    """The margins that tell people apart, with small categories taken together."""
    found = {}
    for name in frame[0].categories:
        values = combined([one.categories[name] for one in frame], answered, FEWEST_IN_CATEGORY)
        if len(set(values)) > 1:
            found[name] = values
    return found


def _weights(margins: Mapping[str, Sequence[str]], answered: Sequence[bool]) -> Weights:
    """Raked; a weight of more than five times the median is cut, and the rest raked again."""
    theirs = {
        name: [value for value, has in zip(values, answered, strict=True) if has]
        for name, values in margins.items()
    }
    sizes = {name: Counter(values) for name, values in margins.items()}
    weights = raked(theirs, sizes)
    middle = sorted(weights.values)[len(weights.values) // 2]
    if max(weights.values) <= TRIMMED_AT * middle:
        return weights
    return raked(theirs, sizes, base=trimmed(weights).values)


def _margin(name: str, values: Sequence[str], answered: Sequence[bool]) -> Figures:
    """How each category is represented among all who were asked, and among those who answered."""
    everyone = Counter(values)
    theirs = Counter(value for value, has in zip(values, answered, strict=True) if has)
    n = sum(theirs.values())
    rows = [[value, size / len(values), theirs[value] / n] for value, size in everyone.most_common()]
    return {"name": name, "rows": rows}


def _questions(ground: Ground) -> list[Question]:
    return possible_outcomes(ground.questions)[:MOST_QUESTIONS]


def _row(question: Question, sheets: Sequence[Sheet], weights: Weights, ground: Ground) -> Figures | None:
    """One question both ways; NPS and eNPS as scores, others as means on their scale."""
    pairs = [
        (_value(question, sheet.numbers[question.code]), weight)
        for sheet, weight in zip(sheets, weights.values, strict=True)
        if question.code in sheet.numbers
    ]
    if len(pairs) < FEWEST:
        return None
    values = [value for value, _weight in pairs]
    return {
        "label": question.wording,
        "is_score": question.instrument in PROMOTERS,
        "plain": ground.estimate(weighted_mean(values, Weights((1.0,) * len(values)))),
        "weighted": ground.estimate(
            weighted_mean(values, Weights(tuple(weight for _value, weight in pairs)))
        ),
    }


def _value(question: Question, answer: int) -> float:
    return 100 * sign_of(answer, NPS) if question.instrument in PROMOTERS else answer
