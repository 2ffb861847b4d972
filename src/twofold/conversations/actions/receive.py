"""Keeping mail as it came, before anything is made of it and before anything changes on the mail server."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from django.db import transaction

from twofold.conversations.models import Channel, RawMessage
from twofold.conversations.tasks import take_in_mail
from twofold.files.actions.store import store
from twofold.jobs.actions.enqueue import enqueue_unique

LARGEST = 150 << 20
"""Bytes of one mail. Of larger ones only the headers are fetched."""


@dataclass(frozen=True)
class Fetched:
    """One mail as a server handed it over.

    :param problem: a sentence when it is not all there
    """

    content: bytes
    arrived_at: datetime
    uid: int | None = None
    uid_validity: int | None = None
    problem: str = ""


@transaction.atomic
def keep_raw(channel: Channel, fetched: Iterable[Fetched], *, import_run_id: int | None = None) -> None:
    """Keep mails, each once however often it is fetched, and ask for them to be taken in."""
    rows = [
        RawMessage(
            channel=channel,
            file=store(BytesIO(one.content), limit=LARGEST),
            uid=one.uid,
            uid_validity=one.uid_validity,
            arrived_at=one.arrived_at,
            problem=one.problem,
            import_run_id=import_run_id,
        )
        for one in fetched
    ]
    RawMessage.objects.bulk_create(rows, ignore_conflicts=True)
    enqueue_unique(take_in_mail, f"channel:{channel.pk}", channel.pk)
