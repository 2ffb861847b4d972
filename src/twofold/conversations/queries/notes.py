"""Notes as far as the asker may read them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from twofold.conversations.models import Note
from twofold.conversations.queries.mentions import bodies_of
from twofold.core.actor import Actor, Level
from twofold.core.plates import TimelineRow
from twofold.directory.models import KnownTo
from twofold.directory.queries.names import party_names


def notes_about(actor: Actor, party_id: int) -> QuerySet[Note]:
    """Notes about a party, newest first."""
    notes = Note.objects.visible_to(actor).filter(party_id=party_id)
    return notes.select_related("author", "unit__party").order_by("-created_at", "-pk")


def notes_on(actor: Actor, kind: str, pk: int) -> QuerySet[Note]:
    """Notes written at one record, e.g. ``notes_on(actor, "cases.case", 7)``, newest first."""
    notes = Note.objects.visible_to(actor).filter(subject_kind=kind, subject_id=pk)
    return notes.select_related("author", "unit__party").order_by("-created_at", "-pk")


def units_to_note_for(actor: Actor, party_id: int) -> list[tuple[int, str]]:
    """The units for which the actor may write a note about a party, those that know the party first."""
    works_in = actor.units(Level.WORK)
    knowing = set(
        KnownTo.objects.filter(party_id=party_id, unit_id__in=works_in).values_list("unit_id", flat=True)
    )
    names = party_names(works_in, None)
    return sorted(names.items(), key=lambda unit: (unit[0] not in knowing, unit[1].casefold()))


def note_rows(
    actor: Actor, party_ids: Sequence[int], before: datetime | None, limit: int
) -> Iterable[TimelineRow]:
    """Notes as rows of a party's timeline."""
    notes = Note.objects.visible_to(actor).filter(party_id__in=party_ids)
    if before:
        notes = notes.filter(created_at__lt=before)
    newest = list(notes.order_by("-created_at", "-pk")[:limit])
    bodies = bodies_of(newest, actor)
    return [
        TimelineRow(
            at=note.created_at,
            key=f"note-{note.pk:020d}",
            icon="lock",
            title=_("Note"),
            body=bodies[note.pk],
            who_id=note.author_id,
            unit_id=note.unit_id,
            is_note=True,
        )
        for note in newest
    ]
