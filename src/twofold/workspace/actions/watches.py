"""Watching a record: being told whatever happens to it."""

from datetime import datetime

from django.db import models, transaction

from twofold.accounts.models import User
from twofold.core.access import get_visible
from twofold.core.actor import Actor
from twofold.workspace.models import Watch


@transaction.atomic
def watch(record: models.Model, *, user: User, actor: Actor, now: datetime) -> Watch:
    """Begin to watch a record, or hear of it again after a while of quiet.

    :raises NotVisible: if the actor may not see it
    """
    get_visible(type(record), actor, record.pk)
    row, _is_new = Watch.objects.system("one's own").update_or_create(
        user=user,
        kind=record._meta.label_lower,
        record_id=record.pk,
        defaults={"is_muted": False},
        create_defaults={"since": now},
    )
    return row


def unwatch(record_kind: str, record_id: int, *, user: User) -> None:
    """Watch a record no more."""
    Watch.objects.system("one's own").filter(user=user, kind=record_kind, record_id=record_id).delete()


def mute(row: Watch, *, is_muted: bool) -> None:
    """Keep a watch on the list and say nothing of it, or speak again."""
    Watch.objects.system("one's own").filter(pk=row.pk).update(is_muted=is_muted)
