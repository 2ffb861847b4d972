"""What taking an act back would do: which rows get back what they were, and which must stay as they are, and why."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import models

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.guard import GuardedModel
from twofold.core.plates import Undoer, house
from twofold.core.rows import columns_of, every_row
from twofold.core.setwise import among
from twofold.timeline.models import ChangedRow
from twofold.workspace.queries.undo_parts import Kept, UndoPlan
from twofold.workspace.queries.undo_refusals import gone_targets, parts_of_kept, referred_to
from twofold.workspace.queries.undo_rows import net_changes, sort_rows

REASON = "what an act did is compared with what stands there now; the gate is asked beside"


def plan_undo(rows: Iterable[ChangedRow], actor: Actor, *, as_one: bool, lock: bool = False) -> UndoPlan:
    """Compare what an act did with what stands there now.

    :param rows: what it did, oldest first
    :param as_one: the act is taken back as a whole by whoever may; else each row asks its own gate
    :param lock: hold the rows until the transaction ends
    """
    plan, undoers = UndoPlan(), {undoer.model: undoer for undoer in house().every("undoers")}
    for model, changes in net_changes(rows, plan).items():
        ids = [change.pk for change in changes]
        found = every_row(model, REASON).filter(pk__in=among(ids))
        found = found.select_for_update(of=("self",)).order_by("pk") if lock else found
        plan.now[model] = {row.pop("pk"): row for row in found.values("pk", *columns_of(model))}
        undoer = undoers.get(model)
        barred = set() if as_one or undoer is None else barred_rows(undoer, list(plan.now[model]), actor)
        sort_rows(changes, plan, undoer, barred)
    _heed(plan, undoers)
    return plan


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


def barred_rows(undoer: Undoer, ids: Sequence[int], actor: Actor) -> set[int]:
    """Rows that the actor may not change."""
    if undoer.theirs:
        return set(ids) - set(undoer.theirs(actor, ids))
    if not issubclass(undoer.model, GuardedModel):
        return set(ids)
    theirs = visible_list(undoer.model, actor, "work").filter(pk__in=among(ids))
    return set(ids) - set(theirs.values_list("pk", flat=True))
