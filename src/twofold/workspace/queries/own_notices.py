"""The events of the workspace that people are told of: what they have set going has come to an end."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from twofold.core.plates import Notice, Told
from twofold.timeline.models import Event
from twofold.workspace.models import BulkRun, ImportRun


def whose_work(event_id: int) -> Iterable[Told]:
    """Whoever set the work going, though the worker finished it in their name."""
    event = Event.objects.system("whom it concerns").get(pk=event_id)
    model = {"workspace.importrun": ImportRun, "workspace.bulkrun": BulkRun}[event.subject_kind]
    run = model.objects.system("whose it is").filter(pk=event.subject_id).first()
    return [Told(run.person_id, "owner")] if run and run.person_id else []


NOTICES = (
    Notice("workspace.file_imported", _("An import of mine is finished"), whose_work, is_for_actor=True),
    Notice("workspace.import_failed", _("An import of mine has failed"), whose_work),
    Notice("workspace.run_finished", _("My work on many records is finished"), whose_work),
)
