"""What the search knows of observations."""

from collections.abc import Iterable

from twofold.core.setwise import among
from twofold.feedback.models import Observation
from twofold.search.actions.index import Entry, index_many, unindex

KIND = "observation"
REASON = "the search is told whatever changed"
LONGEST_TITLE = 120


def refresh_observations(ids: Iterable[int]) -> None:
    """Write anew what the search knows of these. Called in the transaction of whatever changed them."""
    ids = list(ids)
    found = list(Observation.objects.system(REASON).filter(pk__in=among(ids)).exclude(text=""))
    index_many(
        Entry(KIND, one.pk, one.text[:LONGEST_TITLE], one.seen_at, body=one.text, scopes=[f"u{one.unit_id}"])
        for one in found
    )
    gone = set(ids) - {one.pk for one in found}
    if gone:
        unindex(KIND, gone)
