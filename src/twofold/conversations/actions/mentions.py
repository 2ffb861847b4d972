"""Mentioning colleagues: ``@Amina Diallo`` in what someone writes becomes her, whatever she will be called."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from twofold.conversations.queries.mentions import those_who_can_read
from twofold.core.actor import Actor
from twofold.core.errors import BadInput
from twofold.directory.models import Party
from twofold.timeline.actions import record

AT = re.compile(r"(?<![\w@.])@(?=\w)")
NUMBER = re.compile(r" \(#(\d+)\)")
MOST = 50
MENTIONED = "conversations.people_mentioned"


@dataclass(frozen=True)
class Mentioned:
    """A text whose mentions were found.

    :param text: with ``@[1]`` in place of the first, and so on
    :param people: ids of those mentioned, by place
    """

    text: str
    people: tuple[int, ...]


def find_mentions(text: str, record_at: models.Model, unit_id: int, actor: Actor) -> Mentioned:
    """Find whom a note at a record mentions. An @ before anything else stays what it is.

    :raises BadInput: if someone who is mentioned could not read the note, or if two have that name
    """
    starts = [found.end() for found in AT.finditer(text)][:MOST]
    named = _colleagues_called([text[start : start + 200] for start in starts], actor)
    pieces, people, done = [], [], 0
    for start in starts:
        found = _longest(text, start, named)
        if found is None:
            continue
        person, end = found
        if person not in people:
            people.append(person)
        pieces += [text[done : start - 1], f"@[{people.index(person) + 1}]"]
        done = end
    _require_readers(people, record_at, unit_id)
    return Mentioned("".join([*pieces, text[done:]]), tuple(people))


def tell_mentioned(text: str, record_at: models.Model, unit_id: int, *, actor: Actor, now: datetime) -> None:
    """Tell those whom words at a record mention, where the words are no note and stay as they were typed.

    :raises BadInput: if someone who is mentioned could not read them, or if two have that name
    """
    mentioned = find_mentions(text, record_at, unit_id, actor)
    if mentioned.people:
        record(
            MENTIONED,
            subject=record_at,
            actor=actor,
            unit_id=unit_id,
            now=now,
            details={"people": list(mentioned.people)},
        )


def _colleagues_called(texts: list[str], actor: Actor) -> dict[str, list[int]]:
    """Name in lower case → ids, of colleagues whose name begins like one of these texts."""
    words = {re.match(r"\w+", text).group() for text in texts}
    if not words:
        return {}
    begins = Q()
    for word in words:
        begins |= Q(name__istartswith=word)
    seen = Party.objects.visible_to(actor, "name").filter(begins, users__is_active=True).distinct()
    named: dict[str, list[int]] = {}
    for pk, name in seen.order_by("pk").values_list("pk", "name"):
        named.setdefault(name.casefold(), []).append(pk)
    return named


def _longest(text: str, start: int, named: dict[str, list[int]]) -> tuple[int, int] | None:
    """Who is named from here on, and where the name ends; None if nobody is."""
    rest = text[start : start + 200].casefold()
    fitting = [
        name for name in named if rest.startswith(name) and not re.match(r"\w", rest[len(name) :] or " ")
    ]
    if not fitting:
        return None
    name = max(fitting, key=len)
    end = start + len(name)
    chosen = NUMBER.match(text, end)
    if chosen and int(chosen[1]) in named[name]:
        return int(chosen[1]), chosen.end()
    if len(named[name]) > 1:
        raise BadInput(
            _("Several colleagues are called %(name)s. Type @ and choose one from the list.")
            % {"name": text[start:end]},
            field="body",
        )
    return named[name][0], end


def _require_readers(people: list[int], record_at: models.Model, unit_id: int) -> None:
    outside = [person for person in people if person not in those_who_can_read(people, record_at, unit_id)]
    if outside:
        party = Party.objects.system("its name was typed").get(pk=outside[0])
        raise BadInput(
            _(
                "%(name)s may not read notes here, and would hear nothing. Take the @ away, or ask them yourself."
            )
            % {"name": party.name},
            field="body",
        )
