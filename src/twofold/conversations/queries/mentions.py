"""Colleagues in notes: who can be mentioned, and how a mention reads."""

import re
from collections.abc import Iterable, Mapping

from django.db import models
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from twofold.accounts.models import User
from twofold.accounts.queries.actors import actor_for
from twofold.accounts.queries.members import readers_of
from twofold.conversations.models import Note, NotedPerson
from twofold.core.access import visible_list
from twofold.core.actor import ActingSide, Actor
from twofold.core.plates import house
from twofold.directory.models import Party

PLACE = re.compile(r"@\[(\d{1,3})\]")
OFFERED = 8


def mentionable(record: models.Model, unit_id: int, words: str, actor: Actor) -> list[Party]:
    """The colleagues who could read a note at a record, and whose name contains these words; by name."""
    found = Party.objects.visible_to(actor, "name").filter(pk__in=readers_of(unit_id))
    for word in words.split():
        found = found.filter(name__icontains=word)
    offered = found.exclude(pk=actor.person_id or 0).order_by("sort_name", "pk")[: 2 * OFFERED]
    allowed = those_who_can_read([person.pk for person in offered], record, unit_id)
    return [person for person in offered if person.pk in allowed][:OFFERED]


def those_who_can_read(people: Iterable[int], record: models.Model, unit_id: int) -> set[int]:
    """Of some people, those who may read a note of this unit at this record."""
    users = User.objects.filter(person_id__in=people, is_active=True).order_by("pk")
    return {user.person_id for user in users if _can_read(actor_for(user, ActingSide.STAFF), record, unit_id)}


def _can_read(actor: Actor, record: models.Model, unit_id: int) -> bool:
    in_unit = actor.level_in(unit_id) is not None
    return in_unit and visible_list(type(record), actor).filter(pk=record.pk).exists()


def bodies_of(notes: Iterable[Note], actor: Actor) -> Mapping[int, SafeString]:
    """Id of a note → its words, with whom it mentions by the name they have now, and a link to them."""
    notes = list(notes)
    rows = NotedPerson.objects.filter(note__in=[note.pk for note in notes])
    people = {
        (note, place): person for note, place, person in rows.values_list("note_id", "place", "person_id")
    }
    names = house().party_names(people.values(), seen_by=actor)
    return {note.pk: _body(note, people, names) for note in notes}


def _body(note: Note, people: Mapping[tuple[int, int], int], names: Mapping[int, str]) -> SafeString:
    parts = PLACE.split(note.body)  # words, place, words, place, …
    pieces = [
        _mention(people.get((note.pk, int(part))), part, names) if index % 2 else part
        for index, part in enumerate(parts)
    ]
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _mention(person: int | None, place: str, names: Mapping[int, str]) -> SafeString | str:
    if person is None:
        return f"@[{place}]"  # someone has typed it so
    if person not in names:
        return _("@someone")
    kind = house().one("search_kinds", lambda kind: kind.model is Party)
    address = reverse(kind.url_name, args=[person]) if kind else ""
    return format_html('<a class="mention" href="{}">@{}</a>', address, names[person])
