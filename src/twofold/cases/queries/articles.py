"""Articles that answer what someone is about to ask."""

from twofold.cases.actions.search_articles import COLLEAGUES, KIND, PUBLIC, STAFF
from twofold.cases.models import Article
from twofold.core.actor import ActingSide, Actor
from twofold.directory.models import Party
from twofold.search.queries.search import search

SUGGESTED = 4


def find_articles(actor: Actor, text: str, limit: int = SUGGESTED) -> list[Article]:
    """Articles that the words find and the actor may read, best first: each word of a sentence may be missing.

    :param text: what is being typed
    """
    words = [word for word in text.split() if len(word) > 3] or text.split()
    scopes = _scopes(actor)
    ids = [hit.object_id for hit in search(" ".join(words), scopes=scopes, kinds=(KIND,), limit=limit)]
    for word in words:
        if len(ids) < limit:
            ids += [hit.object_id for hit in search(word, scopes=scopes, kinds=(KIND,), limit=limit)]
    found = Article.objects.visible_to(actor).in_bulk(ids)
    return [found[pk] for pk in dict.fromkeys(ids) if pk in found][:limit]


def _scopes(actor: Actor) -> frozenset[str]:
    if actor.is_staff_side:
        return frozenset({STAFF, PUBLIC, *(f"u{unit}" for unit in actor.units())})
    if actor.side != ActingSide.PORTAL or not actor.person_id:
        return frozenset({PUBLIC})
    me = Party.objects.system("whether oneself works here").filter(pk=actor.person_id, is_colleague=True)
    return frozenset({PUBLIC, COLLEAGUES} if me.exists() else {PUBLIC})
