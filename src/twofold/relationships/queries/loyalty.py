"""Whether customers come back: repeat rate, retention and cohorts, set-wise, on both sides alike."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import floor

from twofold.relationships.queries.sql import DEALINGS, Slice, day, fetch, month_of, sums_tell
from twofold.relationships.queries.windows import window_on
from twofold.science.cohorts import Cohort, cohorts_of_counts
from twofold.science.proportions import Share, share_of
from twofold.science.repeat import Basis, RepeatRate, repeat_rate_of_counts

ALL = None


def repeat_rate(
    side: str,
    as_of: date,
    *,
    basis: Basis = Basis.REFERENCE,
    unit_ids: frozenset[int] | None = ALL,
    family_id: int | None = ALL,
) -> RepeatRate:
    """Of all who ever bought up to a day, the share who did so at least twice.

    An order that was returned was an order all the same. A dealing without a reference is one of its own.

    :param basis: what makes two dealings two: another reference, or another day
    """
    counted = Slice(side=side, as_of=as_of, unit_ids=unit_ids, family_id=family_id)
    if basis is Basis.REFERENCE and family_id is ALL and sums_tell(as_of):
        where, parameters = counted.relationships()
        occasions = f"""
            SELECT SUM(r.references_count) AS occasions FROM relationships_relationship r
            WHERE {where} AND r.references_count > 0 GROUP BY r.customer_id
        """
    else:
        where, parameters = counted.dealings()
        several = (
            "COUNT(DISTINCT NULLIF(d.reference, '')) + COUNT(CASE WHEN d.reference = '' THEN 1 END)"
            if basis is Basis.REFERENCE
            else "CASE WHEN MIN(d.happened_on) < MAX(d.happened_on) THEN 2 ELSE 1 END"
        )
        occasions = f"SELECT {several} AS occasions FROM {DEALINGS} WHERE {where} GROUP BY r.customer_id"
    ((customers, repeated),) = fetch(
        f"SELECT COUNT(*), COUNT(CASE WHEN occasions > 1 THEN 1 END) FROM ({occasions}) AS customers",
        parameters,
    )
    return repeat_rate_of_counts(repeated, customers, basis=basis)


@dataclass(frozen=True)
class Retention:
    """Of those current at the opening, how many still are at the close.

    :param share: with its count, n and Wilson interval
    """

    opened_on: date
    closed_on: date
    share: Share


def retention(
    side: str,
    as_of: date,
    *,
    unit_ids: frozenset[int] | None = ALL,
    family_id: int | None = ALL,
    days: int | None = ALL,
) -> Retention:
    """Of the customers who were current `days` ago, the share still current on `as_of`.

    Without a contract nobody is seen to leave, so "still current" means served again within the recency window. The window
    of `as_of` decides at both ends, lest a change of the window pass for a change in customers. Over one window, the
    default, everyone who stayed has come back at least once; over less, some are only not yet gone.

    :param days: length of the period; left out, one recency window
    """
    window = floor(window_on(side, as_of, family_id).days)
    opened_on = as_of - timedelta(days=days or window)
    counted = Slice(side=side, as_of=as_of, unit_ids=unit_ids, family_id=family_id)
    where, parameters = counted.of(since=opened_on - timedelta(days=window)).dealings()
    ((opening, stayed),) = fetch(
        f"""
        SELECT COUNT(*), COUNT(CASE WHEN last_on >= %s THEN 1 END) FROM (
            SELECT MAX(CASE WHEN d.happened_on <= %s AND (d.reversed_on IS NULL OR d.reversed_on > %s) THEN 1 END)
                    AS was_current,
                MAX(CASE WHEN d.reversed_on IS NULL OR d.reversed_on > %s THEN d.happened_on END) AS last_on
            FROM {DEALINGS} WHERE {where} GROUP BY r.customer_id
        ) AS customers
        WHERE was_current = 1
        """,
        [day(as_of - timedelta(days=window)), day(opened_on), day(opened_on), day(as_of), *parameters],
    )
    return Retention(opened_on=opened_on, closed_on=as_of, share=share_of(stayed, opening))


def cohort_table(side: str, as_of: date, *, unit_ids: frozenset[int] | None = ALL) -> tuple[Cohort, ...]:
    """Of those who first bought in a month, how many were served again so many months later; oldest first.

    A month that is not over on `as_of` is masked.
    """
    where, parameters = Slice(side=side, as_of=as_of, unit_ids=unit_ids).dealings()
    rows = fetch(
        f"""
        WITH active AS (
            SELECT DISTINCT r.customer_id, {month_of("d.happened_on")} AS month FROM {DEALINGS} WHERE {where}
        ), first AS (
            SELECT customer_id, MIN(month) AS month FROM active GROUP BY customer_id
        )
        SELECT first.month, active.month, COUNT(*)
        FROM active JOIN first ON first.customer_id = active.customer_id
        GROUP BY first.month, active.month
        """,
        parameters,
    )
    return cohorts_of_counts({(first, month): count for first, month, count in rows}, as_of)
