"""How many of those asked have answered: AAPOR's six rates, the rate of a census, and whether answering was even."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from twofold.science.estimates import Estimate
from twofold.science.noise import noise_of
from twofold.science.proportions import wilson
from twofold.science.refusals import Unmeasurable


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """What became of each address of a sample (AAPOR Standard Definitions).

    ``complete`` and ``partial`` interviews, ``refused``, ``not_contacted``, ``other`` eligible ones, and those of
    ``unknown`` eligibility, of which a share of ``eligible_share`` (e) is taken to be eligible.
    """

    complete: int
    partial: int = 0
    refused: int = 0
    not_contacted: int = 0
    other: int = 0
    unknown: int = 0
    eligible_share: float = 1.0

    def __post_init__(self) -> None:
        if min(*self._known, self.unknown) < 0:
            raise Unmeasurable("Counts cannot be negative.")
        if not 0 <= self.eligible_share <= 1:
            raise Unmeasurable("The share taken to be eligible lies between 0 and 1.")

    @property
    def eligible(self) -> int:
        """Those known to be eligible."""
        return sum(self._known)

    @property
    def _known(self) -> tuple[int, ...]:
        return self.complete, self.partial, self.refused, self.not_contacted, self.other


@dataclass(frozen=True, slots=True)
class ResponseRates:
    """AAPOR's RR1 to RR6, as fractions with Wilson's interval.

    Even numbers count partial interviews as answers. 1 and 2 count everyone of unknown eligibility as eligible,
    3 and 4 a share of them, 5 and 6 none: RR1 is the least that can be claimed, RR6 the most.
    """

    rr1: Estimate
    rr2: Estimate
    rr3: Estimate
    rr4: Estimate
    rr5: Estimate
    rr6: Estimate


@dataclass(frozen=True, slots=True)
class CensusRate:
    """``answered`` of ``eligible`` who were all asked, as a fraction that a wrong headcount can lift above 1."""

    answered: int
    eligible: int

    @property
    def rate(self) -> float | None:
        return self.answered / self.eligible if self.eligible else None

    @property
    def is_impossible(self) -> bool:
        return self.answered > self.eligible

    @property
    def warning(self) -> str:
        """A sentence for whoever sees a rate above 100 %; empty where all is well."""
        if not self.is_impossible:
            return ""
        return f"{self.answered} answered where only {self.eligible} were eligible: the headcount is wrong."


def response_rates(outcomes: Outcomes) -> ResponseRates:
    """The six rates of a sample; no point where nobody was eligible."""
    complete, answered = outcomes.complete, outcomes.complete + outcomes.partial
    everyone = outcomes.eligible + outcomes.unknown
    likely = outcomes.eligible + outcomes.eligible_share * outcomes.unknown
    return ResponseRates(
        rr1=_rate(complete, everyone),
        rr2=_rate(answered, everyone),
        rr3=_rate(complete, likely),
        rr4=_rate(answered, likely),
        rr5=_rate(complete, outcomes.eligible),
        rr6=_rate(answered, outcomes.eligible),
    )


def census_rate(answered: int, eligible: int) -> CensusRate:
    """The rate of a census: over those eligible when the field opened, without leavers.

    Published surveys do contain rates above 100 %. They are neither hidden nor cut off, but come with a warning.
    """
    if answered < 0 or eligible < 0:
        raise Unmeasurable("Counts cannot be negative.")
    return CensusRate(answered, eligible)


def r_indicator(response_rates: Sequence[float], sizes: Sequence[float] | None = None) -> float:
    """R = 1 - 2·S(ρ): 1 where every stratum answers alike, 0 at worst (Schouten, Cobben and Bethlehem 2009).

    :param response_rates: of each stratum, or of each person as estimated
    :param sizes: how many belong to each stratum; alike if left out
    """
    sizes = [1.0] * len(response_rates) if sizes is None else sizes
    if len(sizes) != len(response_rates) or not sum(sizes) > 0 or min(sizes) < 0:
        raise Unmeasurable("Every stratum needs a response rate and a size.")
    if any(not 0 <= rate <= 1 for rate in response_rates):
        raise Unmeasurable("A response rate lies between 0 and 1.")
    total = sum(sizes)
    mean = sum(size * rate for size, rate in zip(sizes, response_rates, strict=True)) / total
    spread = sum(size * (rate - mean) ** 2 for size, rate in zip(sizes, response_rates, strict=True))
    return 1 - 2 * sqrt(spread / total)


def _rate(answered: int, eligible: float) -> Estimate:
    n = round(eligible)
    if not eligible:
        return Estimate(point=None, interval=None, n=0, noise=noise_of(0))
    interval = wilson(answered, eligible)  # type: ignore[arg-type]  # e makes the whole a fraction
    return Estimate(point=answered / eligible, interval=interval, n=n, noise=noise_of(n))
