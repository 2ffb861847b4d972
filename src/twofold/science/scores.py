"""NPS and eNPS: how many would recommend us, less how many would not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from twofold.science.answers import Scale, valid_answers
from twofold.science.estimates import Estimate, Interval, interval_around, z_of
from twofold.science.noise import noise_of
from twofold.science.refusals import Unmeasurable


@dataclass(frozen=True, slots=True)
class Instrument:
    """A question and its scale. Scores of different instruments are never subtracted from each other."""

    key: str
    scale: Scale
    promoters_from: int
    passives_from: int


NPS = Instrument("nps", Scale(0, 10), promoters_from=9, passives_from=7)
ENPS = Instrument("enps", Scale(0, 10), promoters_from=9, passives_from=7)
ENPS_AGREEMENT = Instrument("enps_agreement", Scale(1, 5), promoters_from=5, passives_from=4)


@dataclass(frozen=True, slots=True, kw_only=True)
class PromoterScore(Estimate):
    """NPS in points from -100 to 100. The point is unadjusted, so the interval is not centred on it."""

    instrument: Instrument
    promoters: int
    passives: int
    detractors: int
    left_out: int = 0
    standard_error: float | None
    effective_n: float


def promoter_score(
    answers: Iterable[int | None], *, instrument: Instrument = NPS, scale: Scale | None = None
) -> PromoterScore:
    """Score raw answers; blanks and "don't know" (``None``) are left out and counted.

    :param scale: the scale on which the question was put, if the source says so
    :raises Unmeasurable: if that is not the instrument's scale (1-10 is not NPS), or an answer is not on it
    """
    kept, left_out = valid_answers(answers, _asked_scale(instrument, scale))
    signs = [sign_of(answer, instrument) for answer in kept]
    return promoter_score_of_counts(
        signs.count(1), signs.count(-1), len(signs), instrument=instrument, left_out=left_out
    )


def promoter_score_of_counts(
    promoters: int, detractors: int, n: int, *, instrument: Instrument = NPS, left_out: int = 0
) -> PromoterScore:
    """Score counted answers. Interval: adjusted Wald (Rocks 2016, The American Statistician 70(4)).

    :raises Unmeasurable: if promoters and detractors are more than all answers
    """
    if min(promoters, detractors, n) < 0:
        raise Unmeasurable("Counts cannot be negative.")
    if promoters + detractors > n:
        raise Unmeasurable(
            f"{promoters} promoters and {detractors} detractors are more than the {n} who answered."
        )
    return PromoterScore(
        point=100 * (promoters - detractors) / n if n else None,
        interval=adjusted_wald(promoters, detractors, n) if n else None,
        n=n,
        noise=noise_of(n),
        instrument=instrument,
        promoters=promoters,
        passives=n - promoters - detractors,
        detractors=detractors,
        left_out=left_out,
        standard_error=100 * sqrt(_variance(promoters / n, detractors / n) / n) if n else None,
        effective_n=n,
    )


def weighted_promoter_score(
    answers: Sequence[int], weights: Sequence[float], *, instrument: Instrument = NPS
) -> PromoterScore:
    """Score weighted answers: 100·Σws/Σw with its linearised standard error and a Wald interval.

    The verdict on noise rests on Kish's effective n, (Σw)²/Σw².
    """
    if len(answers) != len(weights):
        raise Unmeasurable(f"There are {len(answers)} answers but {len(weights)} weights.")
    if any(not weight > 0 for weight in weights):
        raise Unmeasurable("Every weight must be above zero.")
    counted = promoter_score(answers, instrument=instrument)
    if counted.left_out or counted.n < 2:
        raise Unmeasurable("A weighted score needs at least two answers and none of them blank.")
    total = sum(weights)
    signs = [sign_of(answer, instrument) for answer in answers]
    mean = sum(w * s for w, s in zip(weights, signs, strict=True)) / total
    spread = sum((w * (s - mean)) ** 2 for w, s in zip(weights, signs, strict=True))
    standard_error = 100 * sqrt(counted.n / (counted.n - 1) * spread) / total
    effective_n = total**2 / sum(weight**2 for weight in weights)
    return PromoterScore(
        point=100 * mean,
        interval=interval_around(100 * mean, standard_error).clipped(-100, 100) if spread else None,
        n=counted.n,
        noise=noise_of(effective_n),
        instrument=instrument,
        promoters=counted.promoters,
        passives=counted.passives,
        detractors=counted.detractors,
        standard_error=standard_error,
        effective_n=effective_n,
    )


def sign_of(answer: int, instrument: Instrument) -> int:
    """1 for a promoter, 0 for a passive, -1 for a detractor."""
    return (answer >= instrument.promoters_from) - (answer < instrument.passives_from)


def adjusted_wald(promoters: int, detractors: int, n: int, *, confidence: float = 0.95) -> Interval:
    """Add ¾ to promoters and to detractors and 3 to n, then take Wald; in points, clipped to ±100."""
    p, d = (promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)
    half = z_of(confidence) * sqrt(_variance(p, d) / (n + 3))
    return Interval(100 * (p - d - half), 100 * (p - d + half)).clipped(-100, 100)


def _variance(p: float, d: float) -> float:
    return max(0.0, p + d - (p - d) ** 2)


def _asked_scale(instrument: Instrument, scale: Scale | None) -> Scale:
    if scale is not None and scale != instrument.scale:
        raise Unmeasurable(
            f"This question was put on {scale}, but {instrument.key} is asked on {instrument.scale}."
        )
    return instrument.scale
