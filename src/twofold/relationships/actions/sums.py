"""The sums that a relationship keeps over its dealings, always worked out anew from the dealings themselves."""

from collections.abc import Iterable
from itertools import islice

from django.db import connection, transaction

from twofold.relationships.models import Relationship

BATCH = 500

REFRESH = """
UPDATE relationships_relationship SET
    first_served_on = sums.first_on,
    last_served_on = sums.last_on,
    dealings_count = sums.dealings,
    references_count = sums.refs,
    sums_are_stale = FALSE
FROM (
    SELECT r.id,
        MIN(CASE WHEN d.reversed_on IS NULL THEN d.happened_on END) AS first_on,
        MAX(CASE WHEN d.reversed_on IS NULL THEN d.happened_on END) AS last_on,
        COUNT(d.id) AS dealings,
        COUNT(DISTINCT NULLIF(d.reference, '')) + COUNT(CASE WHEN d.reference = '' THEN 1 END) AS refs
    FROM relationships_relationship r
    LEFT JOIN relationships_dealing d ON d.relationship_id = r.id AND d.is_completed
    WHERE r.id IN ({ids})
    GROUP BY r.id
) AS sums
WHERE relationships_relationship.id = sums.id
"""


def refresh_sums(relationship_ids: Iterable[int] | None = None) -> int:
    """Work out first and last day served, dealings and references of these relationships, or of all.

    In transactions of some hundred, or in the caller's if there is one. A dealing without a reference is one of its own.

    :returns: how many relationships were looked at
    """
    if relationship_ids is None:
        every = Relationship.objects.system("sums are worked out for all alike")
        relationship_ids = every.order_by("pk").values_list("pk", flat=True).iterator()
    waiting, count = iter(relationship_ids), 0
    while batch := list(dict.fromkeys(islice(waiting, BATCH))):
        with transaction.atomic(), connection.cursor() as cursor:
            marks = ", ".join(["%s"] * len(batch))
            cursor.execute(REFRESH.format(ids=marks), batch)
        count += len(batch)
    return count


def mark_stale(relationship_ids: Iterable[int]) -> None:
    """Note, in the transaction that writes dealings of these relationships, that their sums have to be worked out anew."""
    fresh = Relationship.objects.system("sums are worked out for all alike").filter(sums_are_stale=False)
    fresh.filter(pk__in=list(relationship_ids)).update(sums_are_stale=True)


def some_stale(limit: int) -> list[int]:
    """Ids of relationships whose sums have to be worked out anew."""
    stale = Relationship.objects.system("sums are worked out for all alike").filter(sums_are_stale=True)
    return list(stale.order_by("pk").values_list("pk", flat=True)[:limit])
