"""CES 2.0: "… made it easy for me to handle my issue", 1 (disagree) to 7 (agree)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from twofold.science.answers import Scale, counted_answers, require_counts
from twofold.science.estimates import Estimate
from twofold.science.means import mean_of_counts
from twofold.science.noise import Noise, noise_of
from twofold.science.proportions import Share, share_of
from twofold.science.refusals import Unmeasurable
from twofold.science.scores import adjusted_wald

CES2_SCALE = Scale(1, 7)


@dataclass(frozen=True, slots=True)
class EffortScore:
    """Three readings of the same answers.

    ``mean`` in steps from 1 to 7, ``easy`` the share that chose 5-7, ``net_ease`` the percentage that chose
    6-7 less the percentage that chose 1-3, in points from -100 to 100.
    """

    mean: Estimate
    easy: Share
    net_ease: Estimate
    counts: tuple[int, ...]
    left_out: int

    @property
    def n(self) -> int:
        return self.mean.n

    @property
    def noise(self) -> Noise:
        return self.mean.noise


def effort_score(answers: Iterable[int | None], *, scale: Scale = CES2_SCALE) -> EffortScore:
    """Score raw answers; blanks (``None``) are left out and counted.

    :param scale: the scale on which the question was put
    :raises Unmeasurable: on any scale but 1-7; CES 1.0 runs from 1 to 5 the other way round (high is effort)
    """
    _require_ces2(scale)
    counts, left_out = counted_answers(answers, scale)
    return effort_score_of_counts(counts, left_out=left_out)


def effort_score_of_counts(
    counts: Sequence[int], *, scale: Scale = CES2_SCALE, left_out: int = 0
) -> EffortScore:
    """Score counted answers, from 1 to 7: t interval, Wilson, and adjusted Wald in that order."""
    _require_ces2(scale)
    require_counts(counts, scale)
    n, easy, hard, very_easy = sum(counts), sum(counts[4:]), sum(counts[:3]), sum(counts[5:])
    mean = mean_of_counts(range(1, 8), counts)
    return EffortScore(
        mean=Estimate(
            point=mean.point,
            interval=mean.interval and mean.interval.clipped(scale.low, scale.high),
            n=n,
            noise=mean.noise,
        ),
        easy=share_of(easy, n),
        net_ease=Estimate(
            point=100 * (very_easy - hard) / n if n else None,
            interval=adjusted_wald(very_easy, hard, n) if n else None,
            n=n,
            noise=noise_of(n),
        ),
        counts=tuple(counts),
        left_out=left_out,
    )


def _require_ces2(scale: Scale) -> None:
    if scale == Scale(1, 5):
        raise Unmeasurable("CES 1.0 (1 to 5, high is effort) runs the other way: it is not CES 2.0.")
    if scale != CES2_SCALE:
        raise Unmeasurable(f"CES 2.0 is asked on {CES2_SCALE}, not on {scale}.")
