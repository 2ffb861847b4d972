"""Attaching a file to something."""

from datetime import datetime
from typing import BinaryIO

from django.utils.translation import gettext as _

from twofold.core.access import require_level
from twofold.core.actor import Actor, Level
from twofold.files.actions.store import store
from twofold.files.models import Attachment
from twofold.files.queries.content_types import SNIFFED, content_type_of
from twofold.files.queries.names import clean_name
from twofold.files.queries.paths import open_stored


def attach_file(
    source: BinaryIO,
    *,
    name: str,
    subject_kind: str,
    subject_id: int,
    unit_id: int,
    actor: Actor,
    now: datetime,
) -> Attachment:
    """Keep a file and attach it to a subject of a unit. The caller has checked that the actor may change the subject.

    :raises NotAllowed: if the actor may not work in the unit
    :raises TooLarge: if the file is larger than an upload may be
    """
    require_level(actor, Level.WORK, unit_id, _("You may not attach files here. Ask a lead of the unit."))
    return attach_arrived(
        source,
        name=name,
        subject_kind=subject_kind,
        subject_id=subject_id,
        unit_id=unit_id,
        added_by=actor.person_id,
        now=now,
    )


def attach_arrived(
    source: BinaryIO,
    *,
    name: str,
    subject_kind: str,
    subject_id: int,
    unit_id: int,
    now: datetime,
    added_by: int | None = None,
) -> Attachment:
    """Keep what came with a message: nobody was asked whether it may come.

    :param added_by: the person, if one did
    :raises TooLarge: if the file is larger than an upload may be
    """
    file = store(source)
    with open_stored(file.sha256) as content:
        content_type = content_type_of(content.read(SNIFFED))
    return Attachment.objects.create(
        file=file,
        name=clean_name(name),
        content_type=content_type,
        subject_kind=subject_kind,
        subject_id=subject_id,
        unit_id=unit_id,
        added_by=added_by,
        added_at=now,
    )
