"""Finding out who said something, as somebody types a name."""

from twofold.core.actor import Actor
from twofold.directory.models import Party
from twofold.search.queries.search import search

KINDS = ("party", "colleague", "unit")
OFFERED = 6


def people_called(text: str, actor: Actor) -> list[Party]:
    """Parties whom the words find and whose name the actor may see, best first."""
    if not text.strip():
        return []
    scopes = frozenset({"staff", *(f"u{unit}" for unit in actor.units())})
    ids = list(
        dict.fromkeys(hit.object_id for hit in search(text, scopes=scopes, kinds=KINDS, limit=3 * OFFERED))
    )
    parties = Party.objects.visible_to(actor, "name").filter(is_unknown_buyer=False).in_bulk(ids)
    return [parties[pk] for pk in ids if pk in parties][:OFFERED]
