"""Editing many records: one event, many short transactions, each of which moves the run's position along."""

from collections.abc import Mapping
from datetime import datetime
from time import perf_counter, sleep
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from twofold.accounts.models import Membership
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict, NotAllowed
from twofold.core.plates import Asked, Edited, EditField
from twofold.core.setwise import insert_many, moment
from twofold.directory.models import Party
from twofold.timeline.actions.keep_rows import keep_rows
from twofold.timeline.actions.record import record
from twofold.timeline.models import Mention
from twofold.workspace.actions.batches import BatchSize
from twofold.workspace.models import BulkRun
from twofold.workspace.queries.lists.edit_values import kept_values, read_values
from twofold.workspace.queries.lists.listed import Listed, listed
from twofold.workspace.queries.lists.scopes import Scope, read_scope

AT_ONCE = 500
"""Records that are edited while the person waits; more run as a job."""
AHEAD = 100_000
"""Records that are looked up at once: which they are is the same question for every batch, who may change them is not."""
SAMPLES = 50
BATCH_SECONDS, PAUSE = 0.05, 0.5
"""How long a batch holds its lock, and for which part of that time a job leaves the machine to others afterwards."""
State = BulkRun.State


@transaction.atomic
def start_bulk_edit(scope: Scope, values: Mapping[str, Any], *, actor: Actor, now: datetime) -> BulkRun:
    """Write down that these records shall be given these values; :func:`carry_out` does it.

    :param values: field of the list → value, see `ListType.edit`
    :raises NotAllowed: if the list is not edited by such an actor
    :raises BadInput: if nothing is chosen, or nobody
    """
    require_editable(scope.listed, values, scope.listed.bulk_edits)
    asked = Asked(actor, now, scope.side)
    total = scope.count(asked)
    if not total:
        raise BadInput(_("Nothing is chosen. Tick the records first, or take all that match."))
    return BulkRun.objects.create(
        act=BulkRun.Act.EDIT,
        list_name=scope.listed.type.name,
        plan={"scope": scope.kept(), "values": kept_values(values), "units": scope.units(asked)},
        user_id=actor.user_id,
        person_id=actor.person_id,
        total=total,
        created_at=now,
    )


def require_editable(found: Listed, values: Mapping[str, Any], edits: Mapping[str, EditField]) -> None:
    """Refuse fields that are not edited in this list.

    :param edits: those that are, in one record or in many
    :raises NotAllowed, BadInput: in a sentence
    """
    if not found.is_edited:
        raise NotAllowed(_("This list is only to be read."))
    if not values:
        raise BadInput(_("Choose at least one field to change."))
    if set(values) - set(edits):
        raise BadInput(_("One of these fields is not changed in this list. Choose anew."))


def carry_out(run: BulkRun, *, actor: Actor, most: int | None = None) -> BulkRun:
    """Carry a run out to its end. Killed at any moment, it is gone on with by calling this again.

    :param most: stop after so many records, for the rest to be done elsewhere
    :raises Conflict: if another process carries out this run
    """
    size, ahead = BatchSize(seconds=BATCH_SECONDS), []
    while run.state in (State.WAITING, State.RUNNING) and (most is None or run.done < most):
        now, position = timezone.now(), run.position
        found = listed(run.list_name, actor)
        scope = read_scope(found, run.plan["scope"])
        ahead = ahead or scope.next_ids(Asked(actor, now, scope.side), position, AHEAD)
        ids, ahead = ahead[: size.rows], ahead[size.rows :]
        with transaction.atomic():
            run = _locked(run, position)
            started = perf_counter()  # the lock is held from here on
            if run.state not in (State.WAITING, State.RUNNING):
                break
            if ids:
                _write_batch(run, found, ids, Asked(actor, now, scope.side))
            else:
                run.state, run.finished_at = State.DONE, now
            run.save()
        seconds = perf_counter() - started
        size.learn(len(ids), seconds)
        if most is None and ahead:  # nobody waits for it to end
            sleep(min(seconds, BATCH_SECONDS) * PAUSE)
    return run


@transaction.atomic
def stop_bulk_edit(run: BulkRun, *, now: datetime) -> BulkRun:
    """Stop a run behind the batch it is at. What is done stays done, and can be taken back.

    :raises Conflict: if it is over already
    """
    run = BulkRun.objects.system("whoever began it stops it").select_for_update().get(pk=run.pk)
    if run.state not in (State.WAITING, State.RUNNING):
        raise Conflict(_("It is over already."))
    run.state, run.finished_at = State.FAILED, now
    run.error = _("You stopped it. What was changed until then stays, and can be undone.")
    run.save()
    return run


def give_up(run: BulkRun, sentence: str, *, now: datetime) -> None:
    """Say on a run why it went no further. What is done stays done."""
    unfinished = BulkRun.objects.system("this very run has failed").filter(pk=run.pk)
    unfinished.exclude(state=State.DONE).update(state=State.FAILED, error=sentence, finished_at=now)


def _locked(run: BulkRun, position: int) -> BulkRun:
    run = BulkRun.objects.system("carrying out this very run").select_for_update().get(pk=run.pk)
    if run.position != position:
        raise Conflict(_("This is already being carried out elsewhere. Wait until it is done."))
    return run


def _write_batch(run: BulkRun, found: Listed, ids: list[int], asked: Asked) -> None:
    edited = found.type.edit(ids, read_values(found, run.plan["values"]), asked)
    if edited.changes:
        _keep(run, edited, asked)
    run.state, run.position = State.RUNNING, ids[-1]
    run.done += len(ids)
    run.refused += len(edited.refused)
    room = SAMPLES - len(run.samples)
    run.samples = [*run.samples, *([pk, str(why)] for pk, why in list(edited.refused.items())[:room])]


def _keep(run: BulkRun, edited: Edited, asked: Asked) -> None:
    """What was changed, with the one event of the run; it stands on the timeline of each party."""
    if run.event_id is None:
        run.event_id = _record(run, asked).pk
    keep_rows(run.event_id, edited.changes)
    at = moment(asked.now)
    parties = sorted({change.pk for change in edited.changes if change.model is Party})
    insert_many(Mention, ("event_id", "party_id", "happened_at"), [(run.event_id, pk, at) for pk in parties])


def _record(run: BulkRun, asked: Asked):
    units = run.plan.get("units") or [unit_of(asked.actor)]
    is_in_one = len(units) == 1
    return record(
        "workspace.records_edited",
        subject=run,
        actor=asked.actor,
        now=asked.now,
        unit_id=units[0] if is_in_one else None,
        parties=() if is_in_one else units,  # what happened in several units names each of them
        details={"list": run.list_name, "fields": sorted(run.plan["values"]), "total": run.total},
    )


def unit_of(actor: Actor) -> int | None:
    """Where whoever does it belongs: the unit in which they may do most."""
    own = Membership.objects.filter(user_id=actor.user_id).order_by("-level", "pk")
    return own.values_list("unit_id", flat=True).first()
