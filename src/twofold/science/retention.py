"""Turnover and retention of a workforce over a period (after ISO/TS 30421)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from twofold.science.estimates import Estimate, Interval
from twofold.science.noise import noise_of
from twofold.science.proportions import Share, share_of
from twofold.science.refusals import Unmeasurable

LEAST_HEADCOUNT = 20
LEAST_DAYS_TO_ANNUALIZE = 89  # the shortest three months: February to April


class AverageHeadcount(StrEnum):
    """Which average the leavers are divided by; the two can differ by half a point or more."""

    DAILY_MEAN = "daily_mean"
    OPEN_AND_CLOSE = "open_and_close"


@dataclass(frozen=True, slots=True)
class Headcount:
    """The stocks and flows of a period: ``opening + hires - leavers = closing``."""

    opening: int
    hires: int
    leavers: int
    closing: int

    def __post_init__(self) -> None:
        if min(self.opening, self.hires, self.leavers, self.closing) < 0:
            raise Unmeasurable("Counts cannot be negative.")
        if self.opening + self.hires - self.leavers != self.closing:
            raise Unmeasurable(
                f"{self.opening} at the start, {self.hires} hired and {self.leavers} left "
                f"do not make {self.closing} at the end."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnover(Estimate):
    """Leavers over average headcount, as a fraction that may exceed 1. ``n`` is the headcount, rounded."""

    leavers: int
    average: float
    basis: AverageHeadcount
    days: int | None

    @property
    def annualized(self) -> float | None:
        """The same pace for a year, or ``None`` for periods under three months."""
        if self.shown is None or self.days is None or self.days < LEAST_DAYS_TO_ANNUALIZE:
            return None
        return self.shown * 365.25 / self.days


def turnover(headcount: Headcount, *, daily_mean: float | None = None, days: int | None = None) -> Turnover:
    """Turnover with the exact Poisson interval of the leavers (Garwood 1936).

    :param daily_mean: the mean of each day's headcount; without it the mean of opening and closing is taken
    """
    if daily_mean is not None and daily_mean < 0:
        raise Unmeasurable("Counts cannot be negative.")
    basis = AverageHeadcount.OPEN_AND_CLOSE if daily_mean is None else AverageHeadcount.DAILY_MEAN
    average = (headcount.opening + headcount.closing) / 2 if daily_mean is None else daily_mean
    return Turnover(
        point=headcount.leavers / average if average else None,
        interval=poisson_interval(headcount.leavers).scaled(1 / average) if average else None,
        n=round(average),
        noise=noise_of(average, few=LEAST_HEADCOUNT),
        leavers=headcount.leavers,
        average=average,
        basis=basis,
        days=days,
    )


def turnover_of_spells(spells: Iterable[tuple[date, date | None]], first: date, last: date) -> Turnover:
    """Turnover from ``first`` to ``last``, both included, on the daily mean.

    :param spells: (first day in service, last day in service or ``None``) for each employment; a transfer
        within the enterprise is one spell, a rehire is two
    """
    days = (last - first).days + 1
    if days < 1:
        raise Unmeasurable("The period ends before it begins.")
    opening = hires = leavers = closing = present_days = 0
    for begun, ended in spells:
        if ended is not None and ended < begun:
            raise Unmeasurable(f"An employment that began on {begun} cannot have ended on {ended}.")
        if begun > last or (ended is not None and ended < first):
            continue
        opening += begun < first
        hires += begun >= first
        leaves = ended is not None and ended <= last
        leavers += leaves
        closing += not leaves
        until = ended if leaves and ended is not None else last
        present_days += (until - max(begun, first)).days + 1
    return turnover(Headcount(opening, hires, leavers, closing), daily_mean=present_days / days, days=days)


def retention(stayed: int, opening: int) -> Share:
    """The share of those there at the start who are still there at the end; not 1 less turnover."""
    return share_of(stayed, opening)


def poisson_interval(events: int, *, confidence: float = 0.95) -> Interval:
    """The exact interval of a count (Garwood 1936)."""
    from scipy.special import gammaincinv  # pages that only import this module should not pay for scipy

    tail = (1 - confidence) / 2
    low = float(gammaincinv(events, tail)) if events else 0.0
    return Interval(low, float(gammaincinv(events + 1, 1 - tail)))
