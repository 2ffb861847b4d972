"""Signs of life: who is on a record's page just now. Neither an event nor a trace that lasts."""

from datetime import datetime, timedelta

from django.db import models

from twofold.core.actor import Actor
from twofold.workspace.models import Presence

FORGOTTEN_AFTER = timedelta(seconds=60)


def note_presence(record: models.Model, *, is_editing: bool, actor: Actor, now: datetime) -> None:
    """Note that someone is on the page of a record that they may see."""
    sign = Presence(
        user_id=actor.user_id,
        kind=record._meta.label_lower,
        record_id=record.pk,
        is_editing=is_editing,
        seen_at=now,
    )
    Presence.objects.bulk_create(
        [sign],
        update_conflicts=True,
        unique_fields=("kind", "record_id", "user"),
        update_fields=("is_editing", "seen_at"),
    )


def forget_presence(*, now: datetime) -> int:
    """Remove what is older than anyone is shown."""
    removed, _of_each_kind = Presence.objects.filter(seen_at__lt=now - FORGOTTEN_AFTER).delete()
    return removed
