"""Finding what a cancellation or return takes back, where the file does not say."""

from collections.abc import Sequence

from django.db import connection

from twofold.relationships.queries.sql import UNKNOWN_BUYER

PAIR = """
UPDATE relationships_dealing SET reverses_id = pairs.original_id
FROM (
    SELECT MIN(id) AS id, original_id FROM (
        SELECT v.id, (
            SELECT o.id FROM relationships_dealing o
            WHERE o.relationship_id = v.relationship_id AND o.offering_id = v.offering_id AND o.is_completed
                AND o.quantity = -v.quantity AND o.happened_at <= v.happened_at AND o.reversed_on IS NULL
            ORDER BY o.happened_at DESC, o.id DESC LIMIT 1
        ) AS original_id
        FROM relationships_dealing v JOIN relationships_relationship r ON r.id = v.relationship_id
        WHERE v.relationship_id IN ({ids}) AND v.is_reversal AND v.reverses_id IS NULL AND r.customer_id <> {unknown}
    ) AS candidates
    WHERE original_id IS NOT NULL
    GROUP BY original_id
) AS pairs
WHERE relationships_dealing.id = pairs.id
"""

CLOSE = """
UPDATE relationships_dealing SET reversed_on = pairs.day
FROM (
    SELECT v.reverses_id AS id, MAX(v.happened_on) AS day
    FROM relationships_dealing v
    WHERE v.relationship_id IN ({ids}) AND v.reverses_id IS NOT NULL
    GROUP BY v.reverses_id
) AS pairs
WHERE relationships_dealing.id = pairs.id AND relationships_dealing.reversed_on IS NULL
    AND relationships_dealing.quantity <= (
        SELECT -SUM(v.quantity) FROM relationships_dealing v WHERE v.reverses_id = relationships_dealing.id
    )
"""


def link_reversals(relationship_ids: Sequence[int]) -> int:
    """Link each reversal that names no original to the latest one before it: same customer, offering and quantity.

    One original is reversed once, so several reversals of like dealings are linked round by round, the earliest first. The
    unknown buyer is many people, whose returns tell nothing of whose purchases.

    :returns: how many were linked
    """
    marks = ", ".join(["%s"] * len(relationship_ids))
    linked, pairs = 0, 1
    with connection.cursor() as cursor:
        while relationship_ids and pairs:
            cursor.execute(CLOSE.format(ids=marks), list(relationship_ids))
            cursor.execute(PAIR.format(ids=marks, unknown=UNKNOWN_BUYER), list(relationship_ids))
            pairs = cursor.rowcount
            linked += pairs
    return linked
