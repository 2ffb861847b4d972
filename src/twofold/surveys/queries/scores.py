"""What counted answers say: a score with its interval, or that there are not enough."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from twofold.core.plates import Figure
from twofold.science.answers import Scale
from twofold.science.disclosure import LEAST_K, Disclosure, disclosed_score
from twofold.science.effort import effort_score_of_counts
from twofold.science.estimates import Estimate
from twofold.science.means import mean_of_counts
from twofold.science.noise import FEW, Noise
from twofold.science.satisfaction import top_box
from twofold.science.scores import ENPS, NPS, promoter_score_of_counts
from twofold.surveys.models import Question
from twofold.surveys.queries.counts import Tally

LEAST_FOR_DISTRIBUTION = 10
ALIKE, SMALL = 0.9, 20
PROMOTERS = {Question.Instrument.NPS: NPS, Question.Instrument.ENPS: ENPS}


@dataclass(frozen=True)
class Reading:
    """What may be said about one question.

    :param figure: the score, or what is said in its place; `value` is None below the minimum
    :param how: ``score``, ``percent`` or ``number``
    :param counts: the distribution, or () where it may not be told
    """

    figure: Figure
    how: str
    counts: Sequence[int] = ()
    low: int = 0
    high: int = 0
    detail: dict = field(default_factory=dict)


def reading_of(instrument: str, tally: Tally, *, is_protected: bool) -> Reading:
    """Score a question. What colleagues or confidential respondents answered passes the rules of disclosure.

    :param is_protected: True where nobody may learn what one person answered
    """
    if is_protected and is_telling(tally):
        return Reading(_not_enough(None), _how(instrument), low=tally.low, high=tally.high)
    if instrument in PROMOTERS:
        figure, detail = promoter_figure(instrument, tally, is_protected=is_protected), {}
    else:
        figure, detail = _figure(instrument, tally, is_protected)
    shows_all = not is_protected or tally.n >= LEAST_FOR_DISTRIBUTION
    counts = tally.counts if shows_all and tally.n else ()
    return Reading(figure, _how(instrument), counts, tally.low, tally.high, detail)


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


def is_telling(tally: Tally) -> bool:
    """Whether a number would tell what single people answered: too few, or in a small group nearly all alike."""
    if tally.n < LEAST_K:
        return True
    return tally.n < SMALL and max(tally.counts) >= ALIKE * tally.n


def _figure(instrument: str, tally: Tally, is_protected: bool) -> tuple[Figure, dict]:
    if instrument == Question.Instrument.CSAT:
        return _from_estimate(top_box(tally.counts, Scale(tally.low, tally.high))), {}
    if instrument == Question.Instrument.CES:
        effort = effort_score_of_counts(tally.counts)
        return _from_estimate(effort.mean), {} if is_protected else {"easy": effort.easy.point}
    return _from_estimate(mean_of_counts(range(tally.low, tally.high + 1), tally.counts)), {}


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
