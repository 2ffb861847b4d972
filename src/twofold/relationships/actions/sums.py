"""The sums that a relationship keeps over its dealings, always worked out anew from the dealings themselves."""

from collections.abc import Iterable
from itertools import islice

from django.db import connection, transaction

BATCH = 2_000

REFRESH = """
UPDATE relationships_relationship SET
    first_served_on = sums.first_on,
    last_served_on = sums.last_on,
    dealings_count = COALESCE(sums.dealings, 0),
    references_count = COALESCE(sums.refs, 0)
FROM (
    SELECT r.id,
        MIN(CASE WHEN d.reversed_on IS NULL THEN d.happened_on END) AS first_on,
        MAX(CASE WHEN d.reversed_on IS NULL THEN d.happened_on END) AS last_on,
        COUNT(d.id) AS dealings,
        COUNT(DISTINCT NULLIF(d.reference, '')) + COUNT(CASE WHEN d.reference = '' THEN 1 END) AS refs
    FROM relationships_relationship r
    LEFT JOIN relationships_dealing d ON d.relationship_id = r.id AND d.is_completed
    WHERE {which}
    GROUP BY r.id
) AS sums
WHERE relationships_relationship.id = sums.id
"""


def refresh_sums(relationship_ids: Iterable[int] | None = None) -> int:
    """Work out first and last day served, dealings and references of these relationships, or of all, in short transactions.

    Within a caller's transaction it is part of that. Dealings without a reference each count as one of their own.

    :returns: how many relationships were looked at
    """
    if relationship_ids is None:
        return sum(_refresh("r.id BETWEEN %s AND %s", span) for span in _spans())
    waiting, count = iter(dict.fromkeys(relationship_ids)), 0
    while batch := list(islice(waiting, 500)):
        count += _refresh(f"r.id IN ({', '.join(['%s'] * len(batch))})", batch)
    return count


def _refresh(which: str, parameters: list[int]) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(REFRESH.format(which=which), parameters)
        return cursor.rowcount


def _spans() -> Iterable[list[int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT MIN(id), MAX(id) FROM relationships_relationship")
        lowest, highest = cursor.fetchone()
    if lowest is not None:
        for start in range(lowest, highest + 1, BATCH):
            yield [start, start + BATCH - 1]
