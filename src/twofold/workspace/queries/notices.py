"""What people are told of: the kinds of events that the rooms have registered, and who may be told of one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from twofold.core.actor import Actor
from twofold.core.guard import GuardedModel
from twofold.core.plates import Notice, house
from twofold.core.spelled import Given, Spelled
from twofold.timeline.models import Event, Mention
from twofold.workspace.models import Watch

WATCHING = "watching"
ONLY_WITH_THE_TIMELINE = (WATCHING, "mentioned")
"""Whoever is told for these reasons must be able to read the event where it stands, not only the record it is about."""

Subject = tuple[str, int]


def notice_of(verb: str) -> Notice | None:
    """The registered kind of an event, or None."""
    return house().one("notices", lambda notice: notice.verb == verb)


def is_worth_telling(event: Event, parties: Sequence[int]) -> bool:
    """Whether anyone could be told of this event."""
    return notice_of(event.verb) is not None or is_watched(event, parties)


def is_watched(event: Event, parties: Sequence[int]) -> bool:
    """Whether there are such watches; asked of every event that happens."""
    given = [event.subject_kind, event.subject_id, *parties]
    if relationship := event.details.get("relationship"):
        given.append(relationship)
    return _spelled_watches(len(parties), bool(relationship)).first(*given) is not None


def watches_of(event: Event, parties: Sequence[int]) -> models.QuerySet[Watch]:
    """The watches on an event's subject, on the parties it concerns, and on the relationship it happened in."""
    return _watches(event.subject_kind, event.subject_id, parties, event.details.get("relationship"))


@lru_cache(maxsize=20)
def _spelled_watches(parties: int, has_relationship: bool) -> Spelled:
    places = [Given(place) for place in range(2, 2 + parties)]
    relationship = Given(2 + parties) if has_relationship else None
    return Spelled(_watches(Given(0), Given(1), places, relationship).values_list("pk"))


def _watches(kind: Any, record: Any, parties: Sequence[Any], relationship: Any) -> models.QuerySet[Watch]:
    watched = Q(kind=kind, record_id=record)
    if parties:
        watched |= Q(kind__in=("directory.party", "directory.unit"), record_id__in=parties)
    if relationship:
        watched |= Q(kind="relationships.relationship", record_id=relationship)
    return Watch.objects.system("who is told of an event").filter(watched, is_muted=False)


def told_events(actor: Actor, events: Iterable[tuple[Event, str]]) -> dict[int, models.Model | None]:
    """Of events with the reason why someone is told of each, those that they may be told of now.

    :returns: id of the event → its subject, or None where it is nothing that has a page
    """
    events = list(events)
    readable = _readable({event.pk for event, reason in events}, actor)
    subjects = visible_subjects(actor, {(event.subject_kind, event.subject_id) for event, _reason in events})
    own = set(
        Mention.objects.filter(
            event__in=[event.pk for event, _reason in events], party_id=actor.person_id or 0
        ).values_list("event_id", flat=True)
    )
    told = {}
    for event, reason in events:
        key = (event.subject_kind, event.subject_id)
        if reason in ONLY_WITH_THE_TIMELINE and event.pk not in readable:
            continue
        if is_guarded(event.subject_kind):
            if key in subjects:
                told[event.pk] = subjects[key]
        elif event.pk in readable or event.pk in own:
            told[event.pk] = None
    return told


def is_guarded(kind: str) -> bool:
    """Whether records of this kind have a gate of their own."""
    model = model_of(kind)
    return model is not None and issubclass(model, GuardedModel)


@lru_cache(maxsize=200)
def model_of(kind: str) -> type[models.Model] | None:
    """The model with this label, or None if there is none (any more)."""
    try:
        return apps.get_model(kind)
    except (LookupError, ValueError):
        return None


def _readable(event_ids: set[int], actor: Actor) -> set[int]:
    return set(Event.objects.visible_to(actor).filter(pk__in=event_ids).values_list("pk", flat=True))


def visible_subjects(actor: Actor, subjects: set[Subject]) -> dict[Subject, models.Model]:
    """Of records named by kind and id, those that the actor may see, with what their names are made of."""
    by_kind = defaultdict(set)
    for kind, pk in subjects:
        if is_guarded(kind):
            by_kind[kind].add(pk)
    return {
        (kind, pk): row
        for kind, ids in by_kind.items()
        for pk, row in _named(model_of(kind)).visible_to(actor).in_bulk(ids).items()
    }


def _named(model: type[models.Model]) -> models.QuerySet:
    """Rows with what their names are made of: units and relationships are called as their parties are."""
    paths = {"directory.unit": ("party",), "relationships.relationship": ("customer", "provider__party")}
    return model.objects.select_related(*paths.get(model._meta.label_lower, ()))
