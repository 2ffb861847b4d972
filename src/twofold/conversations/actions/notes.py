"""Writing notes."""

from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext as _

from twofold.conversations.actions.mentions import MENTIONED, find_mentions
from twofold.conversations.models import Note, NotedPerson
from twofold.core.access import get_visible, require_level
from twofold.core.actor import Actor, Level
from twofold.core.errors import BadInput
from twofold.core.rows import created
from twofold.directory.models import Party
from twofold.timeline.actions import record

LONGEST = 20_000


@transaction.atomic
def add_note(
    *,
    party: Party | None,
    unit_id: int,
    body: str,
    actor: Actor,
    now: datetime,
    subject: models.Model | None = None,
) -> Note:
    """Write a note about a party, for the members of one unit. It is never sent to anyone; whom it mentions is told.

    :param party: None only with a subject of which nobody knows yet whom it concerns
    :param subject: the record it was written at, e.g. a case
    :raises NotVisible: if the actor may not see the record it is written at, or without one the party
    :raises NotAllowed: if the actor does not work in the unit
    :raises BadInput: if there is nothing in it or too much, or if it mentions someone who could not read it
    """
    record_at = subject or party
    get_visible(type(record_at), actor, record_at.pk)
    require_level(actor, Level.WORK, unit_id, _("Only those who work in this unit write notes for it."))
    text = body.replace("\x00", "").strip()
    if not text:
        raise BadInput(_("Write something first: an empty note helps nobody."), field="body")
    if len(text) > LONGEST:
        raise BadInput(
            _("A note holds %(longest)s characters. Split it, or attach a file.") % {"longest": LONGEST},
            field="body",
        )
    mentioned = find_mentions(text, record_at, unit_id, actor)
    note = Note.objects.create(
        party=party,
        subject_kind=subject._meta.label_lower if subject else "",
        subject_id=subject.pk if subject else None,
        unit_id=unit_id,
        author_id=actor.person_id,
        body=mentioned.text,
        created_at=now,
    )
    people = [
        NotedPerson(note=note, place=place, person_id=person)
        for place, person in enumerate(mentioned.people, start=1)
    ]
    NotedPerson.objects.bulk_create(people)
    rows = [created(note), *(created(person) for person in people)]
    record("conversations.note_added", subject=note, actor=actor, unit_id=unit_id, now=now, rows=rows)
    if people:
        details = {"note": note.pk, "people": list(mentioned.people)}
        record(
            MENTIONED,
            subject=record_at,
            actor=actor,
            unit_id=unit_id,
            now=now,
            details=details,
        )
    return note
