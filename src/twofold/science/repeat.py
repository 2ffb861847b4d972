"""Repeat rate: how many customers came back."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from twofold.science.proportions import Share, share_of
from twofold.science.refusals import Unmeasurable

Customer = TypeVar("Customer", bound=Hashable)


class Basis(StrEnum):
    """What makes two dealings two: another reference (invoice, order) or another day."""

    REFERENCE = "reference"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatRate(Share):
    """``count`` of ``n`` customers have two or more dealings, told apart by ``basis``."""

    basis: Basis


def repeat_rate(dealings: Iterable[int], *, basis: Basis) -> RepeatRate:
    """The share of customers with at least two dealings, with Wilson's interval.

    :param dealings: for each customer, the number of distinct references or days (as ``basis`` says), without
        reversals
    :raises Unmeasurable: if a customer has no dealing: those are potential customers
    """
    customers = repeated = 0
    for count in dealings:
        if count < 1:
            raise Unmeasurable("Someone without a dealing is not yet a customer.")
        customers += 1
        repeated += count > 1
    return repeat_rate_of_counts(repeated, customers, basis=basis)


def repeat_rate_of_counts(repeated: int, customers: int, *, basis: Basis) -> RepeatRate:
    """The same, from customers who came back and all customers."""
    share = share_of(repeated, customers)
    return RepeatRate(
        point=share.point,
        interval=share.interval,
        n=share.n,
        noise=share.noise,
        count=share.count,
        basis=basis,
    )


def distinct_dealings(pairs: Iterable[tuple[Customer, Hashable]]) -> dict[Customer, int]:
    """For each customer, how many different keys (references or days) it is paired with."""
    seen: dict[Customer, set[Hashable]] = {}
    for customer, key in pairs:
        seen.setdefault(customer, set()).add(key)
    return {customer: len(keys) for customer, keys in seen.items()}
