"""What someone watches, as far as they may still see it."""

from dataclasses import dataclass
from datetime import datetime

from twofold.core.actor import Actor
from twofold.workspace.models import Watch
from twofold.workspace.queries.inbox import place_of
from twofold.workspace.queries.notices import visible_subjects

WATCHABLE = {
    "party": "directory.party",
    "unit": "directory.unit",
    "case": "cases.case",
    "conversation": "conversations.conversation",
    "relationship": "relationships.relationship",
}
"""Kind of page → label of the records that can be watched there: names, so that this room leans on none above it."""


@dataclass(frozen=True)
class Watched:
    """A record that someone watches."""

    pk: int
    title: str
    url: str
    icon: str
    since: datetime
    is_muted: bool


def watched_records(actor: Actor) -> list[Watched]:
    """The records an actor watches, the latest first; those they may no longer see are left out."""
    rows = list(Watch.objects.visible_to(actor).order_by("-since", "-pk"))
    subjects = visible_subjects(actor, {(row.kind, row.record_id) for row in rows})
    found = []
    for row in rows:
        record = subjects.get((row.kind, row.record_id))
        if record is not None:
            url, icon = place_of(record)
            found.append(Watched(row.pk, str(record), url, icon, row.since, row.is_muted))
    return found
