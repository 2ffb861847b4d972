"""Who else is on a record's page."""

from datetime import datetime
from typing import NamedTuple

from django.db import models

from twofold.core.actor import Actor
from twofold.core.plates import house
from twofold.workspace.actions.presence import FORGOTTEN_AFTER
from twofold.workspace.models import Presence

MOST = 5


class Present(NamedTuple):
    """A colleague on the same page."""

    name: str
    is_editing: bool


def others_present(record: models.Model, actor: Actor, now: datetime) -> list[Present]:
    """The others, editors first. Ask it of a record that the actor may see: then colleagues on it are no secret."""
    signs = Presence.objects.filter(
        kind=record._meta.label_lower,
        record_id=record.pk,
        seen_at__gte=now - FORGOTTEN_AFTER,
        user__is_active=True,
    ).exclude(user_id=actor.user_id)
    found = signs.order_by("-is_editing", "user_id").values_list("user__person_id", "is_editing")[:MOST]
    names = house().party_names([person for person, _is_editing in found])
    return [Present(names[person], is_editing) for person, is_editing in found if person in names]
