"""What someone opened lately and often: what the palette offers first."""

from datetime import datetime
from math import sqrt
from typing import NamedTuple

from twofold.core.actor import Actor
from twofold.core.plates import SearchKind, house
from twofold.search.models import SearchEntry
from twofold.workspace.models import Recent

PAGE = "page"
KEPT = 60
SHOWN = 7
DAY = 24 * 3600


class Opened(NamedTuple):
    """A record that was opened, with the title that the search knows it by."""

    kind: SearchKind
    pk: int
    title: str


def recent_records(actor: Actor, *, now: datetime, limit: int = SHOWN) -> list[Opened]:
    """The records that come to mind first, as far as the actor may still see them."""
    rows = [row for row in kept_rows(actor) if row.kind != PAGE]
    best = sorted(rows, key=lambda row: weight(row, now), reverse=True)[: 3 * limit]
    wanted = {(row.kind, row.record_id): place for place, row in enumerate(best)}
    found: dict[tuple[str, int], Opened] = {}
    for kind in house().every("search_kinds"):
        label = kind.model._meta.label
        ids = [pk for name, pk in wanted if name == label and (name, pk) not in found]
        for pk, title in _titles(kind, ids, actor).items():
            found[label, pk] = Opened(kind, pk, title)
    return [found[key] for key in sorted(found, key=wanted.__getitem__)][:limit]


def times_opened(actor: Actor) -> dict[str, int]:
    """Route of a page of the menu → how often it was opened."""
    return {row.url_name: row.times for row in kept_rows(actor) if row.kind == PAGE}


def kept_rows(actor: Actor) -> list[Recent]:
    """All that is kept of what someone opened, newest first."""
    return list(Recent.objects.filter(user_id=actor.user_id).order_by("-opened_at", "-pk")[:KEPT])


def weight(row: Recent, now: datetime) -> float:
    """Often counts, and lately counts more."""
    return sqrt(row.times) / (1 + (now - row.opened_at).total_seconds() / DAY)


def _titles(kind: SearchKind, ids: list[int], actor: Actor) -> dict[int, str]:
    if not ids:
        return {}
    seen = set(
        kind.model.objects.visible_to(actor, kind.action).filter(pk__in=ids).values_list("pk", flat=True)
    )
    entries = SearchEntry.objects.filter(kind=kind.kind, object_id__in=seen)
    return dict(entries.values_list("object_id", "title"))
