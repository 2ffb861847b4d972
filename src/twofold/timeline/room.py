"""The plate of the timeline."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from twofold.core.plates import NavItem, Plate, Schedule, TimelineSource
from twofold.timeline import access
from twofold.timeline.models import Change, ChangedRow, DaySeal, Event, Link, LookUp, Mention
from twofold.timeline.queries.events import event_rows
from twofold.timeline.queries.personal import PERSONAL_DATA

plate = Plate(
    name="timeline",
    personal_data=(PERSONAL_DATA,),
    policies={Event: access.event_policy, LookUp: access.look_up_policy},
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
        LookUp: {
            **dict.fromkeys(("kind", "record_id", "unit_id", "looked_at", "hour"), "none"),
            "person_id": "personal",
        },
        DaySeal: dict.fromkeys(("day", "last_event_id", "events", "digest", "sealed_at"), "none"),
        Link: {"event": "none", "digest": "none"},
    },
    navigation=(
        NavItem(
            _("Who looked"),
            "timeline:look-up-list",
            "eye",
            85,
            shown_to=lambda actor: actor.may("audit"),
            is_aside=True,
        ),
    ),
    timeline_sources=(TimelineSource("events", event_rows),),
    schedules=(Schedule("timeline.seal_days", "twofold.timeline.tasks.seal_days", at=time(0, 30)),),
)
