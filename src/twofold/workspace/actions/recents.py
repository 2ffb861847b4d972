"""Remembering what someone opened. Like presence it concerns nobody else, so no event is recorded."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.urls import Resolver404, resolve

from twofold.core.actor import Actor
from twofold.core.plates import house
from twofold.workspace.models import Recent
from twofold.workspace.queries.recents import KEPT, PAGE


@transaction.atomic
def remember_opened(path: str, *, actor: Actor, now: datetime) -> None:
    """Note that the page at this address was opened, if it is a record's or one of the menu's."""
    key = what_is_at(path)
    if key is None:
        return
    kind, record_id, url_name = key
    mine = Recent.objects.filter(user_id=actor.user_id)
    if not mine.filter(kind=kind, record_id=record_id, url_name=url_name).update(
        opened_at=now, times=F("times") + 1
    ):
        Recent.objects.create(
            user_id=actor.user_id, kind=kind, record_id=record_id, url_name=url_name, opened_at=now
        )
        kept = list(mine.order_by("-opened_at", "-pk").values_list("pk", flat=True)[:KEPT])
        mine.exclude(pk__in=kept).delete()


def what_is_at(path: str) -> tuple[str, int, str] | None:
    """Kind, id and route of what has this address; None for what nobody wants to come back to."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    kind = house().one("search_kinds", lambda kind: kind.url_name == match.view_name)
    if kind and isinstance(match.kwargs.get("pk"), int):
        return kind.model._meta.label, match.kwargs["pk"], ""
    page = house().one("navigation", lambda entry: entry.url_name == match.view_name)
    return (PAGE, 0, page.url_name) if page else None
