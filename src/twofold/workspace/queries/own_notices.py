"""The events of the workspace that people are told of: what they have set going has come to an end."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from twofold.core.plates import Notice, Told
from twofold.timeline.models import Event
from twofold.workspace.models import ImportRun


def whose_import(event_id: int) -> Iterable[Told]:
    """Whoever set the import going, though the worker finished it in their name."""
    event = Event.objects.system("whom it concerns").get(pk=event_id)
    run = ImportRun.objects.system("whose it is").filter(pk=event.subject_id).first()
    return [Told(run.person_id, "owner")] if run and run.person_id else []


NOTICES = (
    Notice("workspace.file_imported", _("An import of mine is finished"), whose_import, is_for_actor=True),
)
