"""The plate of the timeline."""

from datetime import time

from twofold.core.plates import Plate, Schedule, TimelineSource
from twofold.timeline import access
from twofold.timeline.models import Change, ChangedRow, DaySeal, Event, Link, Mention
from twofold.timeline.queries.events import event_rows

plate = Plate(
    name="timeline",
    policies={Event: access.event_policy},
    public_models=(Change, ChangedRow, DaySeal, Link, Mention),
    privacy={
        Event: {
            "verb": "none",
            "subject_kind": "none",
            "subject_id": "none",
            "unit_id": "none",
            "person_id": "personal",
            "acting_side": "none",
            "happened_at": "none",
            "recorded_at": "none",
            "details": "none",
            "changes_hash": "none",
        },
        Mention: {"event": "none", "party_id": "personal", "happened_at": "none"},
        Change: {
            "event": "none",
            "field": "none",
            "old": "personal",
            "new": "personal",
            "salt": "none",
            "erased_at": "none",
        },
        ChangedRow: {
            "event": "none",
            "kind": "none",
            "row_id": "none",
            "act": "none",
            "old": "personal",
            "new": "personal",
            "erased_at": "none",
        },
        DaySeal: dict.fromkeys(("day", "last_event_id", "events", "digest", "sealed_at"), "none"),
        Link: {"event": "none", "digest": "none"},
    },
    timeline_sources=(TimelineSource("events", event_rows),),
    schedules=(Schedule("timeline.seal_days", "twofold.timeline.tasks.seal_days", at=time(0, 30)),),
)
