"""Noting who looks at what few may see. The one thing that opening a page writes down."""

from datetime import datetime

from django.db import models

from twofold.core.actor import Actor
from twofold.timeline.models import LookUp


def note_look_up(record: models.Model, *, unit_id: int, actor: Actor, now: datetime) -> None:
    """Note that someone who serves has opened a record; within the same hour once.

    :param unit_id: the sealed unit, or the one to which a restricted record belongs: its leads may read the note
    """
    if not actor.is_staff_side or actor.person_id is None:
        return
    hour = now.replace(minute=0, second=0, microsecond=0)
    known = {
        "kind": record._meta.label_lower,
        "record_id": record.pk,
        "person_id": actor.person_id,
        "hour": hour,
    }
    noted = LookUp.objects.system("whether this look is noted already").filter(**known)
    if not noted.exists():
        LookUp.objects.bulk_create([LookUp(**known, unit_id=unit_id, looked_at=now)], ignore_conflicts=True)
