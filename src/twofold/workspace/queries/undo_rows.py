"""One row compared: what an act did to it, and what stands there now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from twofold.core.plates import RowChange, Undoer
from twofold.core.rows import columns_of, read_value
from twofold.timeline.models import ChangedRow
from twofold.timeline.queries.in_words import is_told
from twofold.workspace.queries.undo_parts import Kept, UndoPlan, Values


def net_changes(
    rows: Iterable[ChangedRow], plan: UndoPlan
) -> Mapping[type[models.Model], Sequence[RowChange]]:
    """What the act did to each row when all is added up, oldest first."""
    net: dict[tuple[str, int], RowChange] = {}
    for row in rows:
        key, model = (row.kind, row.row_id), apps.get_model(row.kind)
        if row.erased_at:
            net.pop(key, None)
            plan.keep(model, row.row_id, _("What it was has been erased since."))
            continue
        known = net.pop(key, None)
        merged = _added_up(known, row) if known else (row.old, row.new)
        if merged != (None, None):
            net[key] = RowChange(model, row.row_id, *merged)
    grouped = defaultdict(list)
    for change in net.values():
        grouped[change.model].append(change)
    return grouped


def _added_up(first: RowChange, then: ChangedRow) -> tuple[Values | None, Values | None]:
    if first.new is None:  # deleted, and put back under its old id
        return first.old, then.new
    old = None if first.old is None else {**(then.old or {}), **first.old}
    new = None if then.new is None else {**first.new, **then.new}
    return old, new


def sort_rows(changes: Sequence[RowChange], plan: UndoPlan, undoer: Undoer | None, barred: set[int]) -> None:
    for change in changes:
        model, pk, now = change.model, change.pk, plan.now[change.model].get(change.pk)
        whole = _reason_to_keep(change, now, undoer, barred)
        if whole:
            plan.keep(model, pk, whole)
        elif change.new is None:
            plan.insert[model][pk] = _read(model, change.old)
        elif change.old is None:
            _sort_created(change, now, plan, undoer)
        else:
            _sort_changed(change, now, plan, undoer)


def _reason_to_keep(change: RowChange, now: Values | None, undoer: Undoer | None, barred: set[int]) -> str:
    if undoer is None:
        return _("This kind of record cannot be given back what it was.")
    if change.new is None:
        return _("It is there again already.") if now else ""
    if now is None:
        return _("It has been deleted since.") if change.old else _("It is gone already.")
    return _("You may not change it.") if change.pk in barred else ""


def _sort_created(change: RowChange, now: Values, plan: UndoPlan, undoer: Undoer) -> None:
    made = _read(change.model, change.new)
    stated = [column for column in made.keys() - undoer.derived if is_told(column)]
    since = [column for column in stated if now[column] != made[column]]
    if not since:
        plan.delete[change.model].append(change.pk)
    for column in since:
        why = _("It has been changed since.")
        plan.kept.append(Kept(change.model, change.pk, column, now[column], made[column], why))


def _sort_changed(change: RowChange, now: Values, plan: UndoPlan, undoer: Undoer) -> None:
    old, new = _read(change.model, change.old), _read(change.model, change.new)
    back, since = {}, []
    for column in old.keys() - undoer.derived:
        value, theirs = given_back(old[column], new[column], now[column])
        if value != now[column]:
            back[column] = value
        if theirs and is_told(column):
            since.append(Kept(change.model, change.pk, column, *theirs, _("It has been changed since.")))
    if since:  # what goes with a value, such as the name to sort by, stays with it
        back = {column: value for column, value in back.items() if is_told(column)}
    plan.kept += since
    plan.change[change.model][change.pk] = back


def given_back(old: object, new: object, now: object) -> tuple[object, tuple[object, object] | None]:
    """The value that a column gets: what it was, unless somebody has changed it since; of a dict, key by key.

    :returns: the value, and (what stands there, what it would have been) of what stays
    """
    if not all(isinstance(value, dict) for value in (old, new, now)):
        return (now, (now, old)) if now not in (old, new) else (old, None)
    value, theirs, would = dict(now), {}, {}
    for key in old.keys() | new.keys():
        before, after, current = old.get(key), new.get(key), now.get(key)
        if before != after and current == after:
            value[key] = before
        elif current not in (before, after):
            theirs[key], would[key] = current, before
    value = {key: part for key, part in value.items() if part is not None}
    return value, (theirs, would) if theirs or would else None


def _read(model: type[models.Model], kept: Mapping[str, object]) -> Values:
    """Values as the model has them; columns that the model has lost since are left out."""
    return {
        column: read_value(model, column, value)
        for column, value in kept.items()
        if column in columns_of(model)
    }
