"""Which acts can be taken back, by whom, and what has been."""

from collections.abc import Iterable, Set

from django.db.models import QuerySet

from twofold.core.access import visible_list
from twofold.core.actor import Actor, Level
from twofold.core.setwise import among
from twofold.directory.actions.merge import MERGED
from twofold.directory.models import Unit
from twofold.timeline.models import ChangedRow, Event
from twofold.workspace.models import BulkRun

UNDONE = "workspace.undone"
OF_IMPORTS = ("workspace.import_started", "workspace.import_undo_started")
"""These keep only what an import did to older rows: an import is taken back as a whole, from its own page."""


def offered(actor: Actor, event_ids: Iterable[int]) -> Set[int]:
    """Those among these events that the actor may take back: their own and those of units they lead, once each."""
    ids = set(event_ids)
    if not actor.is_staff_side or not ids:
        return set()
    ids = set(
        ChangedRow.objects.filter(event_id__in=among(ids)).values_list("event_id", flat=True).distinct()
    )
    ids -= set(undos_of(ids).values_list("undone_event_id", flat=True)) if ids else set()
    if not ids:
        return set()
    mine = (
        visible_list(Event, actor)
        .filter(pk__in=among(ids))
        .exclude(verb__in=OF_IMPORTS)
        .values_list("pk", "person_id", "unit_id")
    )
    return {pk for pk, person, unit in mine if is_theirs(actor, person, unit)}


def is_theirs(actor: Actor, person_id: int | None, unit_id: int | None) -> bool:
    """Whether an act is this person's to take back: they did it, or lead the unit in which it was done."""
    return (person_id is not None and person_id == actor.person_id) or actor.level_in(unit_id) == Level.LEAD


def decides_who_sees(event_ids: Iterable[int]) -> bool:
    """Whether one of these acts moved a unit, so that taking it back changes whose records are whose to see."""
    units = ChangedRow.objects.filter(kind=Unit._meta.label_lower, act=ChangedRow.Act.CHANGED)
    return units.filter(old__has_key="parent_id", event_id__in=among(event_ids)).exists()


def is_of_merge(event: Event) -> bool:
    """Whether an act merged parties, or took a merge back, or did it again: such an act is taken back as a whole."""
    return bool(merged_by(event))


def merged_by(event: Event) -> list[int]:
    """Ids of the parties that went into another one, by the merge at the beginning of a row of undos."""
    events = Event.objects.system("what the act was that is taken back")
    while event.verb == UNDONE:
        event = events.get(pk=event.details["undone_event_id"])
    return list(event.details["merged"]) if event.verb == MERGED else []


def undos_of(event_ids: Iterable[int]) -> QuerySet[BulkRun]:
    """What took these events back, or is about to."""
    runs = BulkRun.objects.system("that an act was taken back is known to whoever may see the act")
    return runs.filter(act=BulkRun.Act.UNDO, undone_event_id__in=among(event_ids))


def undo_of(event_id: int) -> BulkRun | None:
    """What took an event back, or is about to."""
    return undos_of([event_id]).order_by("-pk").first()
