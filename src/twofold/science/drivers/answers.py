"""What an analysis of drivers answers."""

from dataclasses import dataclass
from enum import StrEnum

from twofold.science.estimates import Interval


class NoDrivers(StrEnum):
    """Why no drivers are told."""

    TOO_FEW = "too_few"
    NOT_DETECTABLE = "not_detectable"
    ALIKE = "alike"

    def __str__(self) -> str:
        return _SENTENCES[self]


_SENTENCES = {
    NoDrivers.TOO_FEW: "Not enough complete answers.",
    NoDrivers.NOT_DETECTABLE: "No drivers detectable.",
    NoDrivers.ALIKE: "Some questions were answered so much alike that they cannot be told apart: merge them.",
}


@dataclass(frozen=True, slots=True)
class Driver:
    """One predictor. ``lmg`` and ``johnson`` are its part of R², both as fractions of the outcome's variance.

    ``interval`` is the percentile bootstrap's of ``lmg``; ``share`` is its part of what all predictors tell together, with an
    interval of its own; ``first`` how often it came out first. ``is_suppressor``:
    it goes along with the outcome alone but against it beside the others; its part must not be read as a benefit.
    """

    name: str
    lmg: float
    interval: Interval
    share: float
    share_interval: Interval
    first: float
    johnson: float
    correlation: float
    coefficient: float
    is_suppressor: bool


@dataclass(frozen=True, slots=True)
class Drivers:
    """``drivers`` from the strongest down; empty where ``refusal`` says why there are none.

    ``n`` complete answers of ``n + left_out``; R², F and its p-value of all predictors together, ``None`` where they
    could not be computed. ``inflation`` is each predictor's VIF; ``to_merge`` are those over 10. ``methods_agree``
    tells whether Johnson's weights rank the predictors alike; if not, say so.
    """

    drivers: tuple[Driver, ...]
    refusal: NoDrivers | None
    n: int
    left_out: int
    least_n: int
    r_squared: float | None = None
    f: float | None = None
    p_value: float | None = None
    inflation: tuple[tuple[str, float], ...] = ()
    to_merge: tuple[str, ...] = ()
    methods_agree: bool = True
