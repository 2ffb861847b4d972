"""What taking an act back would do: which rows get back what they were, and which must stay as they are, and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.guard import GuardedModel
from twofold.core.plates import RowChange, Undoer, house
from twofold.core.rows import columns_of, every_row, read_value
from twofold.core.setwise import among
from twofold.timeline.models import ChangedRow
from twofold.timeline.queries.in_words import is_told
from twofold.workspace.queries.undo_refusals import gone_targets, parts_of_kept, referred_to

REASON = "what an act did is compared with what stands there now; the gate is asked beside"
Values = dict[str, Any]


@dataclass(frozen=True)
class Kept:
    """Something that stays as it is.

    :param column: "" when it is the whole row
    :param theirs: what stands there now
    :param would: what it would have got back
    :param why: a sentence
    """

    model: type[models.Model]
    pk: int
    column: str
    theirs: object
    would: object
    why: str


@dataclass
class UndoPlan:
    """What is to be done to the rows of each model, and what is not.

    :param delete: ids of rows that the act made
    :param change: id → column → value to get back
    :param insert: id → column → value of rows that the act deleted
    :param now: id → column → value that stands there now, of rows to be changed or deleted
    """

    delete: dict[type[models.Model], list[int]] = field(default_factory=lambda: defaultdict(list))
    change: dict[type[models.Model], dict[int, Values]] = field(default_factory=lambda: defaultdict(dict))
    insert: dict[type[models.Model], dict[int, Values]] = field(default_factory=lambda: defaultdict(dict))
    now: dict[type[models.Model], dict[int, Values]] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many rows would be given back what they were."""
        changed = sum(bool(back) for rows in self.change.values() for back in rows.values())
        return changed + sum(len(rows) for part in (self.delete, self.insert) for rows in part.values())

    def keep(self, model: type[models.Model], pk: int, why: str) -> None:
        """Leave a whole row as it is."""
        self.kept.append(Kept(model, pk, "", None, None, why))


def plan_undo(rows: Iterable[ChangedRow], actor: Actor, *, as_one: bool, lock: bool = False) -> UndoPlan:
    """Compare what an act did with what stands there now.

    :param rows: what it did, oldest first
    :param as_one: the act is taken back as a whole by whoever may; else each row asks its own gate
    :param lock: hold the rows until the transaction ends
    """
    plan, undoers = UndoPlan(), {undoer.model: undoer for undoer in house().every("undoers")}
    for model, changes in _net_changes(rows, plan).items():
        ids = [change.pk for change in changes]
        found = every_row(model, REASON).filter(pk__in=among(ids))
        found = found.select_for_update(of=("self",)).order_by("pk") if lock else found
        plan.now[model] = {row.pop("pk"): row for row in found.values("pk", *columns_of(model))}
        undoer = undoers.get(model)
        barred = set() if as_one or undoer is None else _barred(undoer, list(plan.now[model]), actor)
        _sort(changes, plan, undoer, barred)
    _heed(plan, undoers)
    return plan


def _net_changes(
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


def _sort(changes: Sequence[RowChange], plan: UndoPlan, undoer: Undoer | None, barred: set[int]) -> None:
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


def _heed(plan: UndoPlan, undoers: Mapping[type[models.Model], Undoer]) -> None:
    """Take out of the plan what cannot be done because of other rows, or because the rooms say so."""
    for model, rows in plan.change.items():
        refused = undoers[model].refuse({pk: back for pk, back in rows.items() if back})
        for pk, why in refused.items():
            for column, value in rows.pop(pk).items():
                plan.kept.append(Kept(model, pk, column, plan.now[model][pk][column], value, why))
    for model, pk, column, why in list(gone_targets(plan)):
        if column and pk in plan.change[model]:
            would = plan.change[model][pk].pop(column)
            plan.kept.append(Kept(model, pk, column, plan.now[model][pk][column], would, why))
        elif plan.insert[model].pop(pk, None):
            plan.keep(model, pk, why)
    made = {(model, pk) for model, rows in plan.now.items() for pk in rows} - {
        (model, pk) for model, rows in plan.change.items() for pk in rows
    }
    for model, pk, why in list(referred_to(plan)):
        plan.delete[model].remove(pk)
        plan.keep(model, pk, why)
    while more := list(parts_of_kept(plan, made)):
        for model, pk, why in more:
            plan.delete[model].remove(pk)
            plan.keep(model, pk, why)


def _read(model: type[models.Model], kept: Mapping[str, object]) -> Values:
    """Values as the model has them; columns that the model has lost since are left out."""
    return {column: read_value(model, column, value) for column, value in kept.items() if column in columns_of(model)}


def _barred(undoer: Undoer, ids: Sequence[int], actor: Actor) -> set[int]:
    """Rows that the actor may not change."""
    if undoer.theirs:
        return set(ids) - set(undoer.theirs(actor, ids))
    if not issubclass(undoer.model, GuardedModel):
        return set()
    theirs = visible_list(undoer.model, actor, "work").filter(pk__in=among(ids))
    return set(ids) - set(theirs.values_list("pk", flat=True))


def visible_kept(kept: Iterable[Kept], actor: Actor) -> Iterator[Kept]:
    """Those of which the actor may be told what stands there."""
    grouped = defaultdict(list)
    for one in kept:
        grouped[one.model].append(one)
    for model, ones in grouped.items():
        ids = {one.pk for one in ones}
        if issubclass(model, GuardedModel):
            ids = set(model.objects.visible_to(actor).filter(pk__in=among(ids)).values_list("pk", flat=True))
        yield from (one for one in ones if one.pk in ids)
