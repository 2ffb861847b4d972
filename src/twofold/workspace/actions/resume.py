"""Going on with an import that has stopped."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.errors import Conflict
from twofold.workspace.access import require_may_import
from twofold.workspace.models import ImportFile, ImportRun
from twofold.workspace.queries.record_types import record_type_named
from twofold.workspace.tasks import carry_out_import


@transaction.atomic
def resume_import(run: ImportRun, *, actor: Actor, now: datetime) -> ImportRun:
    """Have an import that has stopped gone on with behind its last line, with the rights of whoever asks.

    :raises NotAllowed: if the actor may not import such records for the unit
    :raises Conflict: if it has not stopped, or its files were not kept
    """
    require_may_import(actor, run.unit_id, record_type_named(run.record_type))
    stopped = ImportRun.objects.system("the run to go on with").select_for_update().get(pk=run.pk)
    if stopped.state != ImportRun.State.FAILED:
        raise Conflict(_("This import has not stopped, so there is nothing to go on with."))
    if not stopped.files.exclude(role=ImportFile.Role.REPORT).exists():
        raise Conflict(_("The file of this import was not kept. Start it again from where it is."))
    stopped.state, stopped.error, stopped.finished_at = ImportRun.State.WAITING, "", None
    stopped.person_id, stopped.user_id = actor.person_id, actor.user_id
    stopped.save(update_fields=["state", "error", "finished_at", "person_id", "user_id"])
    carry_out_import.enqueue(run_id=stopped.pk)
    return stopped
