"""The lists of this room, as its plate hands them to the workspace."""

from twofold.relationships.queries.lists.dealings import DEALINGS
from twofold.relationships.queries.lists.expectations import EXPECTATIONS
from twofold.relationships.queries.lists.offerings import OFFERINGS
from twofold.relationships.queries.lists.parties import TO_PARTIES
from twofold.relationships.queries.lists.relationships import RELATIONSHIPS

LISTS = (RELATIONSHIPS, DEALINGS, EXPECTATIONS, OFFERINGS)
ADDITIONS = (TO_PARTIES,)

__all__ = ["ADDITIONS", "LISTS"]
