"""Ideas that say something like what is being typed."""

from twofold.core.actor import ActingSide, Actor
from twofold.directory.access import is_staff
from twofold.feedback.actions.ideas.search_entries import KIND, SHOWN_TO, STAFF
from twofold.feedback.models import Idea
from twofold.relationships.models import Side
from twofold.search.queries.search import search

SUGGESTED = 5


def similar_ideas(actor: Actor, text: str, *, but: int = 0, limit: int = SUGGESTED) -> list[Idea]:
    """Ideas that the words find and the actor may see, best first: each word of a sentence may be missing.

    :param text: what is being typed
    :param but: the idea that one is looking at
    """
    words = [word for word in text.split() if len(word) > 3] or text.split()
    scopes = _scopes(actor)
    most = limit + 1
    ids = [hit.object_id for hit in search(" ".join(words), scopes=scopes, kinds=(KIND,), limit=most)]
    for word in words:
        if len(ids) < most:
            ids += [hit.object_id for hit in search(word, scopes=scopes, kinds=(KIND,), limit=most)]
    found = Idea.objects.visible_to(actor).select_related("unit__party").in_bulk(ids)
    return [found[pk] for pk in dict.fromkeys(ids) if pk in found and pk != but][:limit]


def _scopes(actor: Actor) -> frozenset[str]:
    if actor.side == ActingSide.PORTAL:
        return frozenset(SHOWN_TO.format(side) for side in Side.values)
    return frozenset({STAFF, *(f"u{unit}" for unit in actor.units())}) if is_staff(actor) else frozenset()
