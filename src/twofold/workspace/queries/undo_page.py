"""What the page shows on which an act is taken back: what will change before, what was kept after."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext as _

from twofold.core.access import get_visible
from twofold.core.actor import Actor
from twofold.core.errors import DomainError
from twofold.core.plates import house
from twofold.core.rows import every_row
from twofold.directory.actions.merge import MERGED
from twofold.timeline.models import ChangedRow, Event
from twofold.timeline.queries.events import verb_in_words
from twofold.timeline.queries.in_words import InWords, field_label, is_told
from twofold.workspace.actions.undo import AT_ONCE, nothing_left, require_may_undo
from twofold.workspace.models import BulkRun
from twofold.workspace.queries.kept_rows import SHOWN, address_of, names_of, told
from twofold.workspace.queries.undo import undo_of
from twofold.workspace.queries.undo_plans import Kept, UndoPlan, plan_undo, visible_kept


@dataclass(frozen=True)
class Line:
    """One thing that would change.

    :param field: "" when it is the whole record
    """

    record: str
    url: str
    field: str
    now: str
    back: str


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
    plan = plan_undo(rows.order_by("pk"), actor, as_one=event.verb == MERGED)
    refusal = "" if plan.rows else nothing_left(plan)
    shown, all_lines = _lines(plan, actor)
    kept = told(plan.kept, actor)
    hidden = all_lines - len(shown) + len(plan.kept) - len(kept)
    return UndoPage(**told_of, refusal=refusal, total=total, lines=shown, kept=kept, hidden=hidden)


def is_gone(event: Event) -> bool:
    """Whether the record that an event is about is there no more."""
    model: type[Model] = apps.get_model(event.subject_kind)
    return not every_row(model, "whether it is there, no more").filter(pk=event.subject_id).exists()


def _lines(plan: UndoPlan, actor: Actor) -> tuple[list[Line], int]:
    """What would change, of what the reader may see, and how many things would in all."""
    every = [one for one in _changes(plan) if not one.column or is_told(one.column)]
    seen = list(visible_kept((one for one in every if one.model not in plan.insert), actor))
    seen += [one for one in every if one.model in plan.insert and one.pk in plan.insert[one.model]]
    seen = seen[:SHOWN]
    words = InWords(
        [(one.model, one.column, value) for one in seen for value in (one.theirs, one.would) if one.column],
        actor,
    )
    names = names_of(seen)
    lines = [
        Line(
            names.get((one.model, one.pk)) or one.why,
            address_of(one),
            field_label(one.model, one.column) if one.column else "",
            words.say(one.model, one.column, one.theirs) if one.column else str(one.theirs),
            words.say(one.model, one.column, one.would) if one.column else str(one.would),
        )
        for one in seen
    ]
    return lines, len(every)


def _changes(plan: UndoPlan) -> Iterator[Kept]:
    """Everything a plan would do, in the shape of what it would not."""
    for model, rows in plan.change.items():
        name = model._meta.verbose_name.capitalize()
        for pk, back in rows.items():
            for column, value in back.items():
                yield Kept(model, pk, column, plan.now[model][pk][column], value, f"{name} {pk}")
    yield from _whole(plan.delete, _("is there"), _("goes away"))
    yield from _whole(plan.insert, _("is gone"), _("comes back"))


def _whole(part: dict[type[Model], Iterable[int]], now: str, back: str) -> Iterator[Kept]:
    for model, ids in part.items():
        name = model._meta.verbose_name.capitalize()
        yield from (Kept(model, pk, "", now, back, f"{name} {pk}") for pk in ids)
