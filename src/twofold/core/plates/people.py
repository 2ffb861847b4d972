"""What concerns single people: what they are told of, and what is theirs under the privacy rules."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet

from twofold.core.actor import Actor


class Told(NamedTuple):
    """One notice for one person. Its words are made when it is read, through the reader's own gate.

    :param person_id: who is told
    :param reason: why they: ``assigned``, ``mentioned``, ``watching``, ``owner`` …
    """

    person_id: int
    reason: str


@dataclass(frozen=True)
class Notice:
    """A kind of event that people may be told of.

    :param verb: the event's name
    :param label: how the choice reads in the settings, e.g. "A case is assigned to me"
    :param recipients: id of the event → who is told; the actor themselves is left out by the workspace
    :param is_urgent: told at once even outside working hours, unless the person chose otherwise
    :param is_for_actor: told to whoever did it, too: work that they set going has come to an end
    """

    verb: str
    label: str
    recipients: Callable[[int], Iterable[Told]]
    is_urgent: bool = False
    is_for_actor: bool = False


class HeldData(NamedTuple):
    """What a room holds about one person, for them to read.

    :param records: label of the section → rows of plain values by label
    """

    records: Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True)
class PersonalData:
    """What a room holds about people, and what becomes of it when one is erased.

    :param held: (ids of the person and their aliases) → everything about them that they may be given
    :param preview: ids → label → how many rows would be changed or removed
    :param erase: (ids, actor, now) → takes every personal value out and keeps counts and sums; in the caller's transaction
    :param obstacles: ids → id → a sentence why this person cannot be erased yet
    :param active_since: (ids, moment) → those among them with whom something has happened since
    :param files: ids → (name, SHA-256 in the store of files) of files that they are given
    :param models: the models whose rows it speaks of
    """

    label: str
    held: Callable[[Sequence[int]], HeldData]
    preview: Callable[[Sequence[int]], Mapping[str, int]]
    erase: Callable[[Sequence[int], Actor, datetime], None]
    obstacles: Callable[[Sequence[int]], Mapping[int, str]] = lambda ids: {}
    active_since: Callable[[Sequence[int], datetime], Iterable[int]] = lambda ids, since: ()
    files: Callable[[Sequence[int]], Iterable[tuple[str, str]]] = lambda ids: ()
    models: tuple[type[Model], ...] = ()


@dataclass(frozen=True)
class Retained:
    """People of one standing, for the rule after how long without anything happening they are anonymised.

    :param standing: stored with the rule, e.g. ``past``
    :param people: moment → people of that standing with whom nothing has happened since, as far as this room knows
    """

    standing: str
    label: str
    people: Callable[[datetime], QuerySet]


@dataclass(frozen=True)
class Command:
    """Something the command palette can do.

    :param url_name: route of the page where it is done, without arguments; `query` is put behind its address
    :param group: ``create``, ``import``, ``act`` or ``go``
    """

    label: str
    url_name: str
    icon: str
    group: str
    keywords: str = ""
    query: str = ""
    shown_to: Callable[[Actor], bool] = lambda actor: True
