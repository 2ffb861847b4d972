"""Standing: whether someone is a current, a past or a potential customer on a given day."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate, pairwise
from math import floor
from typing import NamedTuple

from twofold.science.noise import Noise, noise_of
from twofold.science.refusals import Unmeasurable

QUANTILE = 0.9
ENOUGH_GAPS = 50
SHORTEST_DAYS = 30.0
LONGEST_DAYS = 1095.0


class Standing(StrEnum):
    CURRENT = "current"
    PAST = "past"
    POTENTIAL = "potential"


class StandingOnDay(NamedTuple):
    """The state and the boundary that decided it: the last day on which the last dealing still counts."""

    state: Standing
    boundary: date | None


@dataclass(frozen=True, slots=True)
class RecencyWindow:
    """How many days after a dealing a customer is still current.

    ``n`` gaps were seen, of which nine in ten last no longer than ``own_days``; under 50 the window leans on
    ``parent_days``. It has no interval: it is a convention, and whoever never came back left no gap.
    """

    days: float
    n: int
    own_days: float | None
    parent_days: float | None

    @property
    def leans_on_parent(self) -> bool:
        return self.parent_days is not None and self.n < ENOUGH_GAPS

    @property
    def noise(self) -> Noise:
        return noise_of(self.n)


def recency_window(
    gaps_in_days: Sequence[float], parent: RecencyWindow | float | None = None
) -> RecencyWindow:
    """The window of an offering family: the 0.9 quantile of its gaps, kept between 30 days and 3 years.

    Under 50 gaps it is drawn towards the parent's: (n·q + 50·parent)/(n + 50). A family without gaps or a
    parent gets the longest window, for nothing tells that anyone has left.

    :param gaps_in_days: days between successive days of dealing, of all customers of the family
    :param parent: the window of the wider family, or of all offerings
    """
    return recency_window_of_tally(Counter(gaps_in_days), parent)


def recency_window_of_tally(
    tally: Mapping[float, int], parent: RecencyWindow | float | None = None
) -> RecencyWindow:
    """The same, from how often each gap occurred: millions of gaps have only some hundred lengths.

    :param tally: gap in days → how many gaps were that long
    """
    if any(not gap > 0 for gap in tally):
        raise Unmeasurable("A gap between two days of dealing is at least one day.")
    n = sum(tally.values())
    parent_days = parent.days if isinstance(parent, RecencyWindow) else parent
    own_days = quantile_of_tally(tally, QUANTILE) if n else None
    if own_days is None:
        days = LONGEST_DAYS if parent_days is None else parent_days
    elif parent_days is None or n >= ENOUGH_GAPS:
        days = own_days
    else:
        days = (n * own_days + ENOUGH_GAPS * parent_days) / (n + ENOUGH_GAPS)
    return RecencyWindow(min(max(days, SHORTEST_DAYS), LONGEST_DAYS), n, own_days, parent_days)


def standing(last_served_on: date | None, window_days: float, as_of: date) -> StandingOnDay:
    """Where a customer stands on a day, given the last dealing up to then and the window of that day.

    :param last_served_on: ``None`` if never served: potential, whatever the window
    :raises Unmeasurable: if the last dealing lies after ``as_of``
    """
    if last_served_on is None:
        return StandingOnDay(Standing.POTENTIAL, None)
    if last_served_on > as_of:
        raise Unmeasurable(f"A dealing on {last_served_on} cannot decide where someone stood on {as_of}.")
    boundary = last_served_on + timedelta(days=floor(window_days))
    return StandingOnDay(Standing.CURRENT if as_of <= boundary else Standing.PAST, boundary)


def gaps_between(days: Iterable[date]) -> list[int]:
    """The gaps, in days, between one customer's distinct days of dealing."""
    return [(later - earlier).days for earlier, later in pairwise(sorted(set(days)))]


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` of them lie, linear between neighbours (Hyndman and Fan, type 7)."""
    return quantile_of_tally(Counter(values), share)


def quantile_of_tally(tally: Mapping[float, int], share: float) -> float:
    """The same, from how often each value occurred."""
    if not tally or not 0 <= share <= 1:
        raise Unmeasurable("A quantile needs values, and a share between 0 and 1.")
    ordered = sorted(tally)
    upto = list(accumulate(tally[value] for value in ordered))
    place = share * (upto[-1] - 1)
    below = floor(place)
    low = ordered[bisect_right(upto, below)]
    high = ordered[bisect_right(upto, min(below + 1, upto[-1] - 1))]
    return low + (place - below) * (high - low)
