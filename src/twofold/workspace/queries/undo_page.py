"""What the page shows on which an act is taken back: what will change before, what was kept after."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.apps import apps
from django.db.models import Model

from twofold.core.access import get_visible
from twofold.core.actor import Actor
from twofold.core.errors import DomainError
from twofold.core.plates import house
from twofold.core.rows import every_row
from twofold.timeline.models import ChangedRow, Event
from twofold.timeline.queries.events import verb_in_words
from twofold.workspace.actions.undo import AT_ONCE, nothing_left, require_may_undo
from twofold.workspace.models import BulkRun
from twofold.workspace.queries.kept_rows import told
from twofold.workspace.queries.undo import is_of_merge, undo_of
from twofold.workspace.queries.undo_lines import Line, undo_lines
from twofold.workspace.queries.undo_plans import plan_undo


@dataclass(frozen=True)
class UndoPage:
    """An act, and what becomes or became of taking it back.

    :param refusal: why it cannot be taken back, "" if it can
    :param run: what took it back
    :param total: rows that the act touched
    :param hidden: things that would change in places that the reader does not see
    """

    event: Event
    act: str
    who: str
    unit: str
    when: datetime
    refusal: str = ""
    run: BulkRun | None = None
    total: int = 0
    lines: Sequence[Line] = ()
    kept: Sequence[dict] = field(default_factory=list)
    hidden: int = 0


def undo_page(event_id: int, actor: Actor) -> UndoPage:
    """Everything the page shows.

    :raises NotVisible: if the actor may not see the event
    """
    event = get_visible(Event, actor, event_id)
    names = house().party_names([event.person_id, event.unit_id])
    told_of = {
        "event": event,
        "act": verb_in_words(event.verb),
        "who": names.get(event.person_id, ""),
        "unit": names.get(event.unit_id, ""),
        "when": event.happened_at,
    }
    run = undo_of(event_id)
    if run:
        kept = run.samples if run.user_id == actor.user_id else []
        return UndoPage(**told_of, run=run, total=run.total, kept=kept, hidden=run.refused - len(kept))
    try:
        require_may_undo(event_id, actor)
    except DomainError as refusal:
        return UndoPage(**told_of, refusal=str(refusal))
    rows = ChangedRow.objects.filter(event_id=event_id)
    total = rows.count()
    if total > AT_ONCE:
        return UndoPage(**told_of, total=total)
    plan = plan_undo(rows.order_by("pk"), actor, as_one=is_of_merge(event))
    refusal = "" if plan.rows else nothing_left(plan)
    lines, unlisted = undo_lines(plan, actor)
    kept = told(plan.kept, actor)
    hidden = unlisted + len(plan.kept) - len(kept)
    return UndoPage(**told_of, refusal=refusal, total=total, lines=lines, kept=kept, hidden=hidden)


def is_gone(event: Event) -> bool:
    """Whether the record that an event is about is there no more."""
    model: type[Model] = apps.get_model(event.subject_kind)
    return not every_row(model, "whether it is there, no more").filter(pk=event.subject_id).exists()
