"""What customers are worth: sums by currency, and recency, frequency and value of each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q, Sum

from twofold.core.money import Money
from twofold.relationships.models import Dealing, Relationship
from twofold.relationships.queries.sql import (
    DEALINGS,
    Slice,
    as_day,
    day,
    days_between,
    fetch,
    marks,
)

FIFTHS = 5


def value_sums(slice_: Slice, *, net: bool = True) -> list[Money]:
    """What was dealt, in each currency apart: amounts in different currencies are never added up.

    :param net: less what was reversed; otherwise only completed dealings count. Adjustments count in neither
    """
    where, parameters = slice_.dealings(with_reversals=net)
    rows = fetch(
        f"""
        SELECT d.currency, SUM(d.value_minor) FROM {DEALINGS}
        WHERE {where} AND d.currency <> '' GROUP BY d.currency ORDER BY d.currency
        """,
        parameters,
    )
    return [Money(int(minor), currency) for currency, minor in rows]


def value_of(relationship: Relationship) -> list[Money]:
    """What one relationship is worth in each currency, net of what was reversed."""
    counted = Q(is_completed=True) | Q(is_reversal=True)
    dealings = Dealing.objects.system("the relationship has passed the gate").filter(
        counted, relationship=relationship
    )
    rows = dealings.exclude(currency="").values_list("currency").annotate(Sum("value_minor"))
    return [Money(minor, currency) for currency, minor in rows.order_by("currency")]


@dataclass(frozen=True)
class CustomerRfm:
    """One customer on a day.

    :param recency, frequency, monetary: fifths from 1 to 5, those latest, most often and of most value being 5
    """

    customer_id: int
    last_on: date
    days_since: int
    orders: int
    net_minor: int
    recency: int
    frequency: int
    monetary: int


def rfm_table(slice_: Slice, *, currency: str) -> Iterator[CustomerRfm]:
    """Every customer who bought up to the day, best first, with fifths by average rank (ties are never split by chance).

    Value is net of reversals and of one currency; orders are distinct references of completed dealings.
    """
    where, parameters = slice_.dealings(with_reversals=True)
    fifths = ", ".join(
        f"{_fifth(column, descending)} AS {name}"
        for name, column, descending in (
            ("recency", "days_since", True),
            ("frequency", "orders", False),
            ("monetary", "net_minor", False),
        )
    )
    rows = fetch(
        f"""
        WITH customers AS ({_raw_rfm(where)})
        SELECT customer_id, last_on, days_since, orders, net_minor, {fifths} FROM customers
        ORDER BY net_minor DESC, customer_id
        """,
        [day(slice_.as_of), currency, *parameters],
    )
    for customer_id, last_on, *numbers in rows:
        yield CustomerRfm(customer_id, as_day(last_on), *map(int, numbers))


@dataclass(frozen=True)
class Purchases:
    """What is known of one customer's dealings up to a day, in one currency."""

    days_since: int
    orders: int
    net: Money


def purchases_of(customer_ids: Iterable[int], slice_: Slice, *, currency: str) -> dict[int, Purchases]:
    """Recency, frequency and value of some customers, by customer; who never bought is not in it."""
    ids = sorted(customer_ids)
    where, parameters = slice_.dealings(with_reversals=True)
    rows = fetch(
        _raw_rfm(f"{where} AND r.customer_id IN ({marks(ids)})"),
        [day(slice_.as_of), currency, *parameters, *ids],
    )
    return {
        customer: Purchases(int(days), orders, Money(int(net), currency))
        for customer, _, days, orders, net in rows
    }


def _raw_rfm(where: str) -> str:
    """Parameters: the day, the currency, those of `where`."""
    last = "MAX(CASE WHEN d.is_completed THEN d.happened_on END)"
    as_of = "%s" if connection.vendor == "sqlite" else "%s::date"
    return f"""
        SELECT r.customer_id, {last} AS last_on, {days_between(last, as_of)} AS days_since,
            COUNT(DISTINCT CASE WHEN d.is_completed THEN NULLIF(d.reference, '') END)
                + COUNT(CASE WHEN d.is_completed AND d.reference = '' THEN 1 END) AS orders,
            COALESCE(SUM(CASE WHEN d.currency = %s THEN d.value_minor END), 0) AS net_minor
        FROM {DEALINGS} WHERE {where} GROUP BY r.customer_id HAVING {last} IS NOT NULL
    """


def _fifth(column: str, descending: bool) -> str:
    """⌈5 · average rank / n⌉, in whole numbers: the average rank is (2 · rank + ties − 1) / 2."""
    order = f"{column} {'DESC' if descending else 'ASC'}"
    twice_rank = f"(2 * RANK() OVER (ORDER BY {order}) + COUNT(*) OVER (PARTITION BY {column}) - 1)"
    n = "(2 * COUNT(*) OVER ())"
    return f"({FIFTHS} * {twice_rank} + {n} - 1) / {n}"
