"""Taking an import back: rows it changed get back what they were, rows it made go; what others rely on by now stays."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.errors import Conflict
from twofold.core.locks import hold
from twofold.core.plates import Imported
from twofold.timeline.actions.keep_rows import keep_rows
from twofold.timeline.actions.record import record
from twofold.workspace.access import require_may_import
from twofold.workspace.actions.put_back import put_back
from twofold.workspace.models import BulkRun, ImportRun
from twofold.workspace.queries.kept_rows import SHOWN, told
from twofold.workspace.queries.record_types import imported_kind
from twofold.workspace.queries.undo_imports import (
    created_rows,
    imported_models,
    reasons_to_keep,
    updated_rows,
)
from twofold.workspace.queries.undo_plans import Kept, plan_undo

AT_ONCE = 500
State = ImportRun.State
BEHIND_ALL = 1 << 62


@transaction.atomic
def undo_import(run: ImportRun, *, actor: Actor, now: datetime) -> BulkRun:
    """Have an import taken back in the background, newest rows first.

    :returns: the run that does it; what it could not take back is listed there
    :raises NotAllowed: if the actor may not import such records for the unit
    :raises Conflict: if it is not over, was only tried, is taken back already, or another import of the kind runs
    """
    from twofold.workspace.tasks import take_import_back

    require_may_undo_import(run, actor)
    hold(run.kind_lock)
    locked = ImportRun.objects.system("one undo at a time").select_for_update().get(pk=run.pk)
    require_may_undo_import(locked, actor)
    started = record(
        "workspace.import_undo_started", subject=locked, actor=actor, now=now, unit_id=locked.unit_id
    )
    undo = BulkRun.objects.create(
        act=BulkRun.Act.UNDO,
        list_name="import",
        plan={"import": run.pk, "step": 0, "removed": {}, "given_back": 0},
        user_id=actor.user_id or 0,
        person_id=actor.person_id,
        event_id=started.pk,
        undone_event_id=locked.event_id,
        total=locked.created + locked.updated,
        created_at=now,
    )
    locked.state = run.state = State.UNDOING
    locked.save(update_fields=["state"])
    take_import_back.enqueue(undo_id=undo.pk)
    return undo


def require_may_undo_import(run: ImportRun, actor: Actor) -> None:
    """Refuse where an import cannot be taken back.

    :raises NotAllowed, Conflict: see :func:`undo_import`
    """
    record_type = imported_kind(run.record_type)
    require_may_import(actor, run.unit_id, record_type)
    if run.is_dry_run or run.state == State.DRAFT:
        raise Conflict(_("Nothing was changed, so there is nothing to undo."))
    if run.state in (State.WAITING, State.RUNNING):
        raise Conflict(_("This import is still running. Wait until it is done or has stopped."))
    if run.state in (State.UNDOING, State.UNDONE):
        raise Conflict(_("This import has been undone already."))
    if not record_type.can_be_undone:
        raise Conflict(_("Each unit was added by itself. Undo the units one by one, on their own pages."))
    others = ImportRun.objects.system("two of a kind would be in each other's way").exclude(pk=run.pk)
    if others.filter(
        record_type=run.record_type, state__in=(State.RUNNING, State.UNDOING), is_dry_run=False
    ).exists():
        raise Conflict(
            _("Another file of this kind is being imported or undone. Wait until it is done, then try again.")
        )


def take_back_more(undo_id: int, *, actor: Actor, now: datetime) -> bool:
    """Take back the next rows, and remember how far it is. Killed at any moment, it goes on by being called again.

    :returns: whether there is more to do
    """
    with transaction.atomic():
        undo = BulkRun.objects.system("carrying out this very run").select_for_update().get(pk=undo_id)
        if undo.state == BulkRun.State.DONE:
            return False
        run = ImportRun.objects.system("the import that is taken back").get(pk=undo.plan["import"])
        steps, step = imported_models(), undo.plan["step"]
        if step > len(steps):
            _close(undo, run, actor, now)
            return False
        more = _remove(undo, run, steps[step - 1], actor, now) if step else _give_back(undo, run, actor, now)
        if not more:
            undo.plan["step"], undo.position = step + 1, 0
        undo.state = BulkRun.State.RUNNING
        undo.save()
    return True


def _give_back(undo: BulkRun, run: ImportRun, actor: Actor, now: datetime) -> bool:
    """Give the next rows that the import changed back what they were."""
    rows = updated_rows(run).filter(pk__lt=undo.position or BEHIND_ALL).order_by("-pk")[:AT_ONCE]
    batch = sorted(rows, key=lambda row: row.pk)
    if not batch:
        return False
    plan = plan_undo(batch, actor, as_one=True, lock=True)
    done = put_back(plan, now=now)
    keep_rows(undo.event_id, done)
    undo.plan["given_back"] += len(done)
    _tell(undo, plan.kept, actor)
    undo.done += len(batch)
    undo.position = batch[0].pk
    return True


def _remove(undo: BulkRun, run: ImportRun, imported: Imported, actor: Actor, now: datetime) -> bool:
    """Remove the next rows that the import made."""
    rows = created_rows(imported, run).filter(pk__lt=undo.position or BEHIND_ALL)
    rows = rows.select_for_update(of=("self",)).order_by("-pk")
    ids = list(rows.values_list("pk", flat=True)[:AT_ONCE])
    if not ids:
        return False
    kept = reasons_to_keep(imported, ids, run)
    going = [pk for pk in ids if pk not in kept]
    _tell(undo, [Kept(imported.model, pk, "", None, None, why) for pk, why in kept.items()], actor)
    if going:
        imported.remove(going, now)
    label = imported.model._meta.label_lower
    undo.plan["removed"][label] = undo.plan["removed"].get(label, 0) + len(going)
    undo.done += len(ids)
    undo.position = ids[-1]
    return True


def _tell(undo: BulkRun, kept: list[Kept], actor: Actor) -> None:
    undo.refused += len(kept)
    if len(undo.samples) < SHOWN:
        undo.samples = [*undo.samples, *told(kept, actor)][:SHOWN]


def _close(undo: BulkRun, run: ImportRun, actor: Actor, now: datetime) -> None:
    """The file may be imported again from here on."""
    undo.state, undo.finished_at = BulkRun.State.DONE, timezone.now()
    undo.save()
    run.state, run.fingerprint = State.UNDONE, ""
    run.save(update_fields=["state", "fingerprint"])
    record(
        "workspace.import_undone",
        subject=run,
        actor=actor,
        now=now,
        unit_id=run.unit_id,
        details={
            "removed": sum(undo.plan["removed"].values()),
            "given_back": undo.plan["given_back"],
            "kept": undo.refused,
        },
    )
