"""How long customers wait, counting those who are still waiting."""

from collections.abc import Sequence
from dataclasses import dataclass

from twofold.science.estimates import Estimate
from twofold.science.noise import Noise
from twofold.science.proportions import Share, share_of
from twofold.science.refusals import Unmeasurable
from twofold.science.survival import SurvivalCurve, kaplan_meier

LITTLE_TOLERANCE = 0.02


@dataclass(frozen=True, slots=True)
class WaitingTimes:
    """Median and p90 in the unit of the waits; no point where so many still wait that it cannot be told."""

    median: Estimate
    p90: Estimate
    curve: SurvivalCurve

    @property
    def n(self) -> int:
        return self.curve.n

    @property
    def noise(self) -> Noise:
        return self.curve.noise


@dataclass(frozen=True, slots=True)
class LittleCheck:
    """Little's law L = λW on the records themselves: a check of the time stamps, not a figure to show.

    ``gap`` is (L - λW)/L; beyond 2 % stamps are missing or the window cuts cases short.
    """

    n: int
    arrival_rate: float
    mean_wait: float
    mean_open: float
    gap: float

    @property
    def holds(self) -> bool:
        return abs(self.gap) <= LITTLE_TOLERANCE


def waiting_times(waits: Sequence[float], answered: Sequence[bool]) -> WaitingTimes:
    """Median and 90th percentile by Kaplan-Meier: whoever still waits has waited at least so long.

    :param waits: time to the answer, or so far, on the clock or in working time; a case without a stamp that
        is nevertheless closed must come with the stamp of its closing, not as open
    """
    curve = kaplan_meier(waits, answered)
    return WaitingTimes(curve.quantile(0.5), curve.quantile(0.9), curve)


def within_target(waits: Sequence[float], answered: Sequence[bool], target: float) -> Share:
    """The share answered within the target, with Wilson's interval.

    Who still waits but not yet longer than the target is undecided and no part of n; who waits longer has
    been failed already.
    """
    decided = [
        is_answered and wait <= target
        for wait, is_answered in zip(waits, answered, strict=True)
        if is_answered or wait > target
    ]
    return share_of(sum(decided), len(decided))


def little_check(
    arrivals: Sequence[float], departures: Sequence[float | None], begin: float, end: float
) -> LittleCheck:
    """Compare the time-average of open cases with arrival rate times mean wait, over ``begin`` to ``end``.

    :param departures: in the order of the arrivals; ``None`` where the stamp is missing or the case is open
    :raises Unmeasurable: if the window is empty, no case came and left in it, or one left before it came
    """
    if not end > begin:
        raise Unmeasurable("The period ends before it begins.")
    spells = [(a, end if d is None else d) for a, d in zip(arrivals, departures, strict=True)]
    if any(left < came for came, left in spells if came <= end):
        raise Unmeasurable("A case cannot leave before it arrives.")
    open_time = sum(max(0.0, min(left, end) - max(came, begin)) for came, left in spells)
    arrived = sum(begin <= came <= end for came in arrivals)
    waits = [
        d - a for a, d in zip(arrivals, departures, strict=True) if d is not None and begin <= a and d <= end
    ]
    if not waits or not open_time:
        raise Unmeasurable("No case arrived and left in this period.")
    rate, mean_wait, mean_open = arrived / (end - begin), sum(waits) / len(waits), open_time / (end - begin)
    return LittleCheck(arrived, rate, mean_wait, mean_open, (mean_open - rate * mean_wait) / mean_open)
