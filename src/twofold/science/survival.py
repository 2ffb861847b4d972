"""How long something lasts when some of it has not ended yet: Kaplan-Meier."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

from twofold.science.estimates import Estimate, Interval, z_of
from twofold.science.noise import Noise, noise_of
from twofold.science.refusals import Unmeasurable

_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class SurvivalPoint:
    """The curve just after one event time. Greenwood's error; log-log interval, ``None`` once S is 0."""

    time: float
    at_risk: int
    events: int
    survival: float
    standard_error: float
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class SurvivalCurve:
    """``points`` at each time with an event; ``n`` spells of which ``events`` ended.

    The verdict on noise counts events, not spells: ten of them make a curve.
    """

    points: tuple[SurvivalPoint, ...]
    n: int
    events: int
    noise: Noise

    def survival_at(self, time: float) -> Estimate:
        """The share that lasts beyond ``time``, which should not lie beyond the longest spell."""
        index = bisect_right(self.points, time, key=lambda point: point.time)
        if index == 0:
            return Estimate(point=1.0, interval=None, n=self.n, noise=self.noise)
        reached = self.points[index - 1]
        return Estimate(point=reached.survival, interval=reached.interval, n=self.n, noise=self.noise)

    def quantile(self, ended: float) -> Estimate:
        """The first time by which this share has ended; no point if the curve never falls so far.

        The interval holds the times at which the curve's own interval spans that share (Brookmeyer and
        Crowley 1982); an end that is never reached is infinite.
        """
        if not 0 < ended < 1:
            raise Unmeasurable("A quantile lies between 0 and 1.")
        left = 1 - ended + _ROUNDING
        point = self._first(lambda reached: reached.survival <= left)
        low = self._first(lambda reached: reached.interval is None or reached.interval.low <= left)
        high = self._first(lambda reached: reached.interval is None or reached.interval.high <= left)
        interval = None if low is None else Interval(low, float("inf") if high is None else high)
        return Estimate(point=point, interval=interval, n=self.n, noise=self.noise)

    @property
    def median(self) -> Estimate:
        return self.quantile(0.5)

    def _first(self, holds: Callable[[SurvivalPoint], bool]) -> float | None:
        return next((reached.time for reached in self.points if holds(reached)), None)


def kaplan_meier(
    durations: Sequence[float],
    ended: Sequence[bool],
    *,
    entry: Sequence[float] | None = None,
    confidence: float = 0.95,
) -> SurvivalCurve:
    """Estimate the share that lasts, from spells of which some are still running.

    :param durations: how long each spell lasted, or has lasted so far; any unit
    :param ended: whether it ended; those still running are censored
    :param entry: how old each spell was when watching began (left truncation): staff in service on the first
        day of the period are at risk only from their seniority that day. Mind ``at_risk``: where few are watched
        at first, one early end pulls the whole curve down
    :raises Unmeasurable: if lengths disagree, a duration is negative, or a spell ends before it is watched
    """
    entries = sorted(_valid_entries(durations, ended, entry))
    rows = sorted(zip(durations, map(bool, ended), strict=True))
    z = z_of(confidence)
    points: list[SurvivalPoint] = []
    survival, hazard_variance, left, events_total = 1.0, 0.0, 0, 0
    while left < len(rows):
        time = rows[left][0]
        upto = bisect_right(rows, (time, True), lo=left)
        events = sum(has_ended for _, has_ended in rows[left:upto])
        at_risk = bisect_left(entries, time) - left
        left = upto
        if not events:
            continue
        events_total += events
        survival *= 1 - events / at_risk
        if events < at_risk:
            hazard_variance += events / (at_risk * (at_risk - events))
        error = survival * sqrt(hazard_variance)
        interval = _log_log(survival, hazard_variance, z)
        points.append(SurvivalPoint(time, at_risk, events, survival, error, interval))
    return SurvivalCurve(tuple(points), len(rows), events_total, noise_of(events_total))


def _log_log(survival: float, hazard_variance: float, z: float) -> Interval | None:
    """S^exp(±z·σ), σ² = Σd/(n(n-d)) / ln²S: stays within 0 and 1 (Kalbfleisch and Prentice)."""
    if survival <= _ROUNDING:
        return None
    reach = z * sqrt(hazard_variance) / -log(survival)
    return Interval(survival ** exp(reach), survival ** exp(-reach))


def _valid_entries(
    durations: Sequence[float], ended: Sequence[bool], entry: Sequence[float] | None
) -> Sequence[float]:
    if len(durations) != len(ended) or (entry is not None and len(entry) != len(durations)):
        raise Unmeasurable("Every spell needs a duration, whether it ended and, if any has one, an entry.")
    if any(not duration >= 0 for duration in durations):
        raise Unmeasurable("A spell cannot end before it begins.")
    if entry is None:
        return [float("-inf")] * len(durations)
    if any(not begun < duration for begun, duration in zip(entry, durations, strict=True)):
        raise Unmeasurable("A spell has to end after watching it began.")
    return entry
