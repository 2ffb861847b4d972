"""What the search knows of ideas."""

from collections.abc import Iterable

from twofold.core.setwise import among
from twofold.feedback.models import Idea
from twofold.search.actions.index import Entry, index_many, unindex

KIND = "idea"
REASON = "the search is told whatever changed"
STAFF = "staff"
SHOWN_TO = "idea-{}"
"""Who finds a shown one in the portal, by its side."""


def refresh_ideas(ids: Iterable[int]) -> None:
    """Write anew what the search knows of these ideas. Called in the transaction of whatever changed them."""
    ids = list(ids)
    ideas = list(Idea.objects.system(REASON).filter(pk__in=among(ids), merged_into=None))
    index_many(
        Entry(KIND, one.pk, one.title, one.proposed_at, body=one.text, scopes=scopes_of(one)) for one in ideas
    )
    gone = set(ids) - {one.pk for one in ideas}
    if gone:
        unindex(KIND, gone)


def scopes_of(idea: Idea) -> list[str]:
    """Who finds it: before it is shown, its unit."""
    unit = f"u{idea.unit_id}"
    return [unit, STAFF, SHOWN_TO.format(idea.side)] if idea.is_shown else [unit]
