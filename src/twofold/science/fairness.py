"""Whether those who wait are treated alike: Jain's index, and shares that are max-min fair."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from twofold.science.refusals import Unmeasurable


@dataclass(frozen=True, slots=True)
class JainIndex:
    """``value`` runs from 1/n (one stream gets all) to 1 (all get the same); ``None`` if nobody got anything.

    It describes all ``n`` streams rather than a sample of them, so it has no interval. ``shares`` is what
    each got per unit of weight and entitlement.
    """

    value: float | None
    shares: tuple[float, ...]

    @property
    def n(self) -> int:
        return len(self.shares)


@dataclass(frozen=True, slots=True)
class Allocation:
    """What each demand is given, in the order given, and what is left over."""

    amounts: tuple[float, ...]
    left_over: float


def jain(
    services: Sequence[float],
    *,
    entitlements: Sequence[float] | None = None,
    weights: Sequence[float] | None = None,
) -> JainIndex:
    """Jain's fairness index (Σx)²/(nΣx²), x = service/(weight·entitlement) (Jain, Chiu and Hawe 1984).

    :param services: what each stream got: cases handled, or time to an answer
    :param entitlements: what each asked for or was promised; 1 each if left out
    :raises Unmeasurable: if a service is negative, or a weight or entitlement is not above zero
    """
    ones = [1.0] * len(services)
    weights = ones if weights is None else weights
    entitlements = ones if entitlements is None else entitlements
    _require_alike(services, weights, entitlements)
    shares = tuple(s / (w * e) for s, w, e in zip(services, weights, entitlements, strict=True))
    largest = max(shares, default=0)
    if not largest:
        return JainIndex(None, shares)
    relative = [share / largest for share in shares]  # squares of tiny or huge shares would lose their digits
    return JainIndex(sum(relative) ** 2 / (len(relative) * sum(x * x for x in relative)), shares)


def max_min(
    demands: Sequence[float], capacity: float, *, weights: Sequence[float] | None = None
) -> Allocation:
    """Share a capacity so that nobody could be given more without taking from someone with less per weight.

    Water-filling: whoever wants less than the fair share gets it all, and what that leaves is shared again
    (Keshav 1997, pp. 215-217).

    :raises Unmeasurable: if a demand or the capacity is negative, or a weight is not above zero
    """
    weights = [1.0] * len(demands) if weights is None else weights
    _require_alike(demands, weights)
    if not capacity >= 0:
        raise Unmeasurable("A capacity cannot be negative.")
    amounts = [0.0] * len(demands)
    hungriest_first = sorted(range(len(demands)), key=lambda i: demands[i] / weights[i], reverse=True)
    weights_up_to = list(accumulate(weights[index] for index in hungriest_first))
    left = float(capacity)
    for index, weight_left in zip(reversed(hungriest_first), reversed(weights_up_to), strict=True):
        amounts[index] = min(demands[index], left * (weights[index] / weight_left))
        left = max(0.0, left - amounts[index])
    return Allocation(tuple(amounts), left)


def _require_alike(amounts: Sequence[float], *divisors: Sequence[float]) -> None:
    if any(len(divisor) != len(amounts) for divisor in divisors):
        raise Unmeasurable("Every stream needs an amount, a weight and an entitlement.")
    if any(not amount >= 0 for amount in amounts):
        raise Unmeasurable("An amount cannot be negative.")
    if any(not value > 0 for divisor in divisors for value in divisor):
        raise Unmeasurable("Weights and entitlements must be above zero.")
