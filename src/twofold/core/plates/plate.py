"""The plate itself: one per room, in its `room.py`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import models

from twofold.core.actor import Actor
from twofold.core.guard import Policy
from twofold.core.plates.attributed import Attributed
from twofold.core.plates.changes import Imported, Mover, UndoDesk, Undoer
from twofold.core.plates.contact import Silence
from twofold.core.plates.evidence import EvidenceSource
from twofold.core.plates.exports import Extract, ListFormat
from twofold.core.plates.inserts import Insert
from twofold.core.plates.kept_also import KeptAlso
from twofold.core.plates.lists import ListAddition, ListType
from twofold.core.plates.people import Command, Notice, PersonalData, Retained
from twofold.core.plates.records import ImportContext, PieceImport, RecordType
from twofold.core.plates.show import Measure, NavItem, Panel, Poll, SearchKind, TimelineSource
from twofold.core.plates.work import Destination, Listener, Loop, Schedule


@dataclass(frozen=True)
class Plate:
    """Everything other rooms and the start-up checks may know about a room.

    :param name: the room's name, which is also its app label
    :param policies: who may see and do what, one per guarded model
    :param public_models: models that hold nobody's data, or are reached only through a guarded one
    :param privacy: for every model, for every field: ``none``, ``personal``, ``sensitive`` or ``free_text``
    :param piece_imports: records that are imported other than as lines of a table
    :param party_followers: run in the transaction of each batch of parties that an import has written (created, updated or
        unchanged), with their ids; a room opens relationships for them, as ``context.options`` say
    :param undoers: models whose rows can be given back what they were
    :param undo_desk: where acts are taken back
    :param imported: models whose rows an import creates, those that refer to others first
    :param movers: rows that follow when records are merged into one; a check finds foreign keys that nobody moves
    :param lists: lists of records that the workspace draws
    :param list_additions: fields and columns for other rooms' lists
    :param list_formats: name of a list → what it can be exported as besides the usual
    :param extracts: tables of single records that can be exported
    :param portal_navigation: places of the portal besides those of cases
    :param settings_pages: pages that stand beside those of accounts in the settings
    :param notices: kinds of events that people may be told of
    :param personal_data: what the room holds about people, and how it is erased
    :param attributed: kinds of records to which an enterprise may add fields of its own
    :param retained: standings for which people may be anonymised after a time
    :param commands: what the command palette can do besides the pages of the menu
    :param destinations: where a form on a website may lead
    :param inserts: words that can be put into answers
    :param evidence_sources: kinds of records from which an expectation can be raised
    :param silences: reasons for which the house does not write to someone of its own accord
    :param kept_also: what else may be kept of a conversation that is logged by hand
    :param loops: what every worker does beside its jobs
    :param field_labels: column of one of the room's models → what people call it, where the histories of fields show it
    :param verbs: event name → how it reads on a timeline, e.g. "Case resolved"
    :param party_ids: id of a party → its id and those of parties that were merged into it, for rooms below the directory
    :param party_names: (ids of parties, units among them; who asks) → names, for rooms below the directory; asked by nobody, all
    """

    name: str
    policies: Mapping[type[models.Model], Policy] = field(default_factory=dict)
    public_models: tuple[type[models.Model], ...] = ()
    privacy: Mapping[type[models.Model], Mapping[str, str]] = field(default_factory=dict)
    record_types: tuple[RecordType, ...] = ()
    piece_imports: tuple[PieceImport, ...] = ()
    search_kinds: tuple[SearchKind, ...] = ()
    panels: tuple[Panel, ...] = ()
    polls: tuple[Poll, ...] = ()
    timeline_sources: tuple[TimelineSource, ...] = ()
    measures: tuple[Measure, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    listeners: tuple[Listener, ...] = ()
    loops: tuple[Loop, ...] = ()
    navigation: tuple[NavItem, ...] = ()
    portal_navigation: tuple[NavItem, ...] = ()
    field_labels: Mapping[str, str] = field(default_factory=dict)
    verbs: Mapping[str, str] = field(default_factory=dict)
    party_names: Callable[[Iterable[int], Actor | None], Mapping[int, str]] | None = None
    party_ids: Callable[[int], Sequence[int]] | None = None
    party_followers: tuple[Callable[[ImportContext, Sequence[int]], None], ...] = ()
    undoers: tuple[Undoer, ...] = ()
    undo_desk: UndoDesk | None = None
    imported: tuple[Imported, ...] = ()
    movers: tuple[Mover, ...] = ()
    lists: tuple[ListType, ...] = ()
    list_additions: tuple[ListAddition, ...] = ()
    notices: tuple[Notice, ...] = ()
    list_formats: Mapping[str, tuple[ListFormat, ...]] = field(default_factory=dict)
    extracts: tuple[Extract, ...] = ()
    settings_pages: tuple[NavItem, ...] = ()
    personal_data: tuple[PersonalData, ...] = ()
    attributed: tuple[Attributed, ...] = ()
    retained: tuple[Retained, ...] = ()
    commands: tuple[Command, ...] = ()
    destinations: tuple[Destination, ...] = ()
    inserts: tuple[Insert, ...] = ()
    evidence_sources: tuple[EvidenceSource, ...] = ()
    kept_also: tuple[KeptAlso, ...] = ()
    silences: tuple[Silence, ...] = ()
