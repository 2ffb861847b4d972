"""What a search finds for someone: hits of the index, looked up again through the gate of the room each belongs to."""

from collections import defaultdict
from dataclasses import dataclass

from twofold.core.actor import Actor
from twofold.core.plates import SearchKind, house
from twofold.search.queries.search import Hit, search

PER_KIND = 10
LOOKED_AT = 60


@dataclass(frozen=True)
class Found:
    """The hits of one kind, best first.

    :param has_more: whether there are more than shown
    """

    kind: SearchKind
    hits: tuple[Hit, ...]
    has_more: bool


def find(query: str, actor: Actor, *, kind: str = "") -> list[Found]:
    """Records that the actor may see and that have the words of the query, grouped by kind, the kind of the best hit first.

    A colleague whom the actor also knows as a party is shown as a party only.

    :param kind: only this kind
    """
    kinds = {one.kind: one for one in house().every("search_kinds") if not kind or one.kind == kind}
    hits = search(query, scopes=search_scopes(actor), kinds=set(kinds), limit=LOOKED_AT)
    by_kind: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        by_kind[hit.kind].append(hit)
    groups, shown = [], set()
    for name in sorted(by_kind, key=list(kinds).index):
        visible = _visible(by_kind[name], kinds[name], actor)
        fresh = [hit for hit in visible if (kinds[name].model, hit.object_id) not in shown]
        shown |= {(kinds[name].model, hit.object_id) for hit in fresh}
        if fresh:
            groups.append(Found(kinds[name], tuple(fresh[:PER_KIND]), len(fresh) > PER_KIND))
    best = {hit.kind: place for place, hit in reversed(list(enumerate(hits)))}
    return sorted(groups, key=lambda group: best[group.kind.kind])


def search_scopes(actor: Actor) -> frozenset[str]:
    """What the index calls those who may find something: each unit of theirs, and the staff as a whole."""
    if not actor.is_staff_side:
        return frozenset()
    return frozenset({"staff", *(f"u{unit}" for unit in actor.units())})


def _visible(hits: list[Hit], kind: SearchKind, actor: Actor) -> list[Hit]:
    allowed = kind.model.objects.visible_to(actor, kind.action).filter(pk__in=[hit.object_id for hit in hits])
    seen = set(allowed.values_list("pk", flat=True))
    return [hit for hit in hits if hit.object_id in seen]
