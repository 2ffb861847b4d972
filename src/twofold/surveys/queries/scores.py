"""What counted answers say: a score with its interval, or that there are not enough."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import sqrt

from django.utils.translation import gettext as _

from twofold.core.plates import Figure
from twofold.science.against_the_rest import UnitScore
from twofold.science.answers import Scale
from twofold.science.disclosure import Disclosure, disclosed_score
from twofold.science.effort import effort_score_of_counts
from twofold.science.estimates import Estimate
from twofold.science.means import mean_of_counts
from twofold.science.noise import FEW, Noise
from twofold.science.satisfaction import DEFAULT_BOXES, top_box
from twofold.science.scores import ENPS, NPS, promoter_score_of_counts
from twofold.surveys.models import Question
from twofold.surveys.queries.counts import Tally
from twofold.surveys.queries.disclosure.told import Told

PROMOTERS = {Question.Instrument.NPS: NPS, Question.Instrument.ENPS: ENPS}


@dataclass(frozen=True)
class Reading:
    """What may be said about one question.

    :param figure: the score, or what is said in its place; `value` is None below the minimum
    :param how: ``score``, ``percent``, ``number``, or ``choices`` where there is nothing to score
    :param counts: how often each step or choice was given, or () where that may not be told
    :param is_held_back: whether it is left out of what is told of others: too few answered it, or fewer could be worked out by it
    """

    figure: Figure
    how: str
    counts: Sequence[int] = ()
    low: int = 0
    high: int = 0
    detail: dict = field(default_factory=dict)
    is_held_back: bool = False

    @property
    def is_few(self) -> bool:
        """Whether nothing is said but that too few answered."""
        return self.figure.value is None and self.figure.said_instead == _("not enough answers")


def reading_of(instrument: str, tally: Tally) -> Reading:
    """Score a question of which every count may be told."""
    if instrument in PROMOTERS:
        figure, detail = promoter_figure(instrument, tally, is_protected=False), {}
    else:
        figure, detail = _figure(instrument, tally)
    counts = tally.counts if tally.n else ()
    return Reading(figure, _how(instrument), counts, tally.low, tally.high, detail)


def told_reading(question: Question, told: Told | None, *, is_audited: bool = False) -> Reading:
    """Score a question by what the gate tells of it; where it tells only the mean, in words.

    :param is_audited: whether a group of which other questions are told may lack one for the sake of other groups
    """
    if question.scale_low is None:
        counts = tuple(told.counts.values()) if told and told.counts else ()
        return Reading(Figure(None, told.n if told else 0), "choices", counts)
    if told is None:
        tally = Tally.of(question.scale_low, question.scale_high, {})
        instead = Figure(None, 0, said_instead=_("held back")) if is_audited else _not_enough(None)
        how = _how(question.instrument)
        return Reading(instead, how, low=tally.low, high=tally.high, is_held_back=is_audited)
    if told.counts is not None:
        tally = Tally.of(question.scale_low, question.scale_high, told.counts)
        return reading_of(question.instrument, tally)
    figure = Figure(None, told.n, said_instead=_mean_in_words(told))
    return Reading(figure, _how(question.instrument), low=question.scale_low, high=question.scale_high)


def unit_score(question: Question, told: Told | None) -> UnitScore | None:
    """A score with its standard error, for comparing; None where the counts are not told or there is nothing to score."""
    if told is None or told.counts is None or question.scale_low is None or not told.n:
        return None
    tally = Tally.of(question.scale_low, question.scale_high, told.counts)
    if not tally.n:
        return None
    if question.instrument in PROMOTERS:
        kind = PROMOTERS[Question.Instrument(question.instrument)]
        score = promoter_score_of_counts(
            tally.from_step(kind.promoters_from), tally.below(kind.passives_from), tally.n, instrument=kind
        )
        return UnitScore(score.point, score.standard_error or 0.0, tally.n)
    values = range(tally.low, tally.high + 1)
    if question.instrument == Question.Instrument.CSAT:
        top = tally.high + 1 - DEFAULT_BOXES[len(tally.counts)]
        values = [float(step >= top) for step in values]
    return _score_of_values(values, tally)


def _score_of_values(values: Sequence[float], tally: Tally) -> UnitScore:
    mean = sum(value * n for value, n in zip(values, tally.counts, strict=True)) / tally.n
    squares = sum(n * (value - mean) ** 2 for value, n in zip(values, tally.counts, strict=True))
    return UnitScore(mean, sqrt(squares / max(tally.n - 1, 1) / tally.n), tally.n)


def promoter_figure(instrument: str, tally: Tally, *, is_protected: bool) -> Figure:
    """NPS or eNPS as a figure of the mirror."""
    kind = PROMOTERS[Question.Instrument(instrument)]
    promoters, detractors = tally.from_step(kind.promoters_from), tally.below(kind.passives_from)
    score = promoter_score_of_counts(promoters, detractors, tally.n, instrument=kind)
    if not is_protected:
        detail = {"promoters": promoters, "passives": score.passives, "detractors": detractors}
        return _from_estimate(score, detail)
    told = disclosed_score(score, eligible=tally.n)
    if told.disclosure == Disclosure.BANDED:
        return Figure(None, told.n, said_instead=_band(told.band))
    if told.shown is None:
        return _not_enough(told.n)
    return Figure(float(told.score), told.n, told.interval.low, told.interval.high)


def _figure(instrument: str, tally: Tally) -> tuple[Figure, dict]:
    if instrument == Question.Instrument.CSAT:
        return _from_estimate(top_box(tally.counts, Scale(tally.low, tally.high))), {}
    if instrument == Question.Instrument.CES:
        effort = effort_score_of_counts(tally.counts)
        return _from_estimate(effort.mean), {"easy": effort.easy.point}
    return _from_estimate(mean_of_counts(range(tally.low, tally.high + 1), tally.counts)), {}


def _mean_in_words(told: Told) -> str:
    """A mean, or on which side of a step it lies. Where only that the question was answered is told, nothing is."""
    if told.at_most is not None:
        return _("mean %(limit)s or less") % {"limit": f"{told.at_most:g}"}
    if told.at_least is not None:
        return _("mean %(limit)s or more") % {"limit": f"{told.at_least:g}"}
    return (
        _("mean %(mean)s") % {"mean": f"{told.mean:.1f}"}
        if told.mean is not None
        else _("not enough answers")
    )


def _from_estimate(estimate: Estimate, detail: dict | None = None) -> Figure:
    if estimate.noise is Noise.COUNTS_ONLY or estimate.point is None:
        return _not_enough(estimate.n)
    low, high = (estimate.interval.low, estimate.interval.high) if estimate.interval else (None, None)
    return Figure(estimate.point, estimate.n, low, high, detail=detail or {})


def _not_enough(n: int | None) -> Figure:
    return Figure(None, n or 0, said_instead=_("not enough answers"))


def _how(instrument: str) -> str:
    if instrument in PROMOTERS:
        return "score"
    return "percent" if instrument == Question.Instrument.CSAT else "number"


def _band(band) -> str:
    if band.low > 0:
        return _("%(limit)s or more") % {"limit": f"+{band.low:.0f}"}
    return _("%(limit)s or less") % {"limit": f"−{-band.high:.0f}"}


MINIMUM = FEW
