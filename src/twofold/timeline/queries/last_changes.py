"""Who changed a record's fields last."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db import models
from django.db.models import Q

from twofold.core.actor import Actor
from twofold.core.plates import house
from twofold.timeline.models import Change, Event


class LastChange(NamedTuple):
    """Who it was, as far as the asker may know, and when."""

    who: str
    at: datetime | None


NOBODY_KNOWN = LastChange("", None)


def last_changes(actor: Actor, record: models.Model, fields: Iterable[str]) -> dict[str, LastChange]:
    """For each of these fields, who changed it last; where no change of it is written down, who touched the record last."""
    events = Event.objects.visible_to(actor).filter(
        subject_kind=record._meta.label_lower, subject_id=record.pk
    )
    newest = events.order_by("-recorded_at", "-pk").first()
    found = {name: _last(events, name) or newest for name in fields}
    names = house().party_names({event.person_id for event in found.values() if event})
    return {
        name: LastChange(names.get(event.person_id, ""), event.recorded_at) if event else NOBODY_KNOWN
        for name, event in found.items()
    }


def _last(events: models.QuerySet[Event], name: str) -> Event | None:
    """The newest event that changed the field, or the column that holds it (``price`` → ``price_minor``)."""
    stated = Change.objects.filter(Q(field=name) | Q(field__startswith=f"{name}_"), event__in=events)
    last = stated.order_by("-event__recorded_at", "-event_id").select_related("event").first()
    return last.event if last else None
