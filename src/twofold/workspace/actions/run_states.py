"""Where an import stands, moved along by whoever carries it out; nobody else may have moved it meanwhile."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.errors import Conflict
from twofold.core.locks import hold
from twofold.core.plates import Outcome
from twofold.jobs.actions.enqueue import enqueue_unique
from twofold.jobs.tasks import learn_statistics
from twofold.timeline.actions.record import record
from twofold.workspace.models import ImportRun

State = ImportRun.State
MANY = 10_000
"""So many rows may change how common values are."""


class Overtaken(Conflict):
    """Somebody else is carrying out the same run."""


@transaction.atomic
def begin_run(run: ImportRun, actor: Actor, now: datetime) -> None:
    """Record once that it has begun: under this event stands what it does to rows that were there before."""
    if not run.is_dry_run:
        _require_no_undo(run)
    move_run(run, state=State.RUNNING, error="", started_at=run.started_at or now)
    if not run.is_dry_run and run.event_id is None:
        event = record("workspace.import_started", subject=run, actor=actor, now=now, unit_id=run.unit_id)
        move_run(run, event_id=event.pk)


def _require_no_undo(run: ImportRun) -> None:
    """Refuse to begin while an import of the kind is being undone: the one would bring what the other removes."""
    hold(run.kind_lock)
    same = ImportRun.objects.system("two of a kind would be in each other's way").exclude(pk=run.pk)
    if same.filter(record_type=run.record_type, state=State.UNDOING).exists():
        raise Conflict(
            _("An import of this kind is being undone. Wait until that is over, then go on with this one.")
        )


def move_run(run: ImportRun, *, expected_position: int | None = None, **changes: object) -> None:
    """Change the run, unless somebody else has moved it.

    :raises Overtaken: then
    """
    expected = run.position if expected_position is None else expected_position
    mine = ImportRun.objects.system("carrying out this very run").filter(pk=run.pk, position=expected)
    if not mine.exclude(state__in=ImportRun.TAKEN).update(**changes):
        raise Overtaken(_("This import is already being carried out elsewhere. Wait until it is done."))
    for name, value in changes.items():
        setattr(run, name, value)


@transaction.atomic
def close_run(run: ImportRun, actor: Actor, now: datetime) -> None:
    """It is done. A file of which nothing was taken may be imported again."""
    nothing_taken = run.rejected == run.rows
    move_run(
        run,
        state=State.DONE,
        finished_at=timezone.now(),
        fingerprint="" if nothing_taken else run.fingerprint,
    )
    if not run.is_dry_run:
        if run.rows > MANY:
            enqueue_unique(learn_statistics, "all")
        record(
            "workspace.file_imported",
            subject=run,
            actor=actor,
            now=now,
            unit_id=run.unit_id,
            details={
                "record_type": run.record_type,
                **{outcome.value: getattr(run, outcome.value) for outcome in Outcome},
            },
        )


def give_up_run(run: ImportRun, sentence: str) -> None:
    """Say why on the run. What was taken stays taken, and so does the file's fingerprint, unless there was nothing."""
    unfinished = (
        ImportRun.objects.system("this very run has failed")
        .filter(pk=run.pk)
        .exclude(state__in=ImportRun.TAKEN)
    )
    unfinished.update(state=State.FAILED, error=sentence, finished_at=timezone.now())
    unfinished.filter(created=0, updated=0, unchanged=0).update(fingerprint="")
    run.state, run.error = State.FAILED, sentence
