"""Saying that long work has come to its end, so that whoever set it going can be told."""

from datetime import datetime

from django.db import transaction

from twofold.accounts.queries.actors import HOUSE
from twofold.timeline.actions.record import record
from twofold.timeline.models import Event
from twofold.workspace.models import BulkRun, ImportRun


@transaction.atomic
def note_ending(run: BulkRun | ImportRun, *, now: datetime) -> None:
    """Record that a run is over, once, however often its job runs. An import that went well has an event of its own."""
    run.refresh_from_db()
    if run.state not in (run.State.DONE, run.State.FAILED):
        return
    is_import = isinstance(run, ImportRun)
    if is_import and run.state == run.State.DONE:
        return
    verb = "workspace.import_failed" if is_import else "workspace.run_finished"
    before = Event.objects.system("noted before").filter(
        verb=verb, subject_kind=run._meta.label_lower, subject_id=run.pk
    )
    if is_import or not before.exists():
        record(
            verb,
            subject=run,
            actor=HOUSE,
            now=now,
            unit_id=getattr(run, "unit_id", None),
            details={"state": str(run.state)},
        )
