"""Files attached to people."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.core.actor import Actor
from twofold.core.plates import HeldData, PersonalData
from twofold.core.setwise import among
from twofold.files.models import Attachment, StoredFile

KINDS = ("party", "directory.party")


def _attached(ids: Sequence[int]) -> QuerySet[Attachment]:
    rows = Attachment.objects.system("the privacy desk has asked who may")
    return rows.filter(subject_kind__in=KINDS, subject_id__in=among(ids)).order_by("pk")


def held(ids: Sequence[int]) -> HeldData:
    """Their names and when they were added; the files themselves come along."""
    rows = [{_("Name"): file.name, _("Added"): file.added_at} for file in _attached(ids)]
    return HeldData({_("Files"): rows} if rows else {})


def files(ids: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Name and content of each."""
    yield from _attached(ids).values_list("name", "file__sha256")


def preview(ids: Sequence[int]) -> Mapping[str, int]:
    """How many files would go."""
    return {_("Files attached to them"): _attached(ids).count()}


def erase(ids: Sequence[int], actor: Actor, now: datetime) -> None:
    """Detach them; content that nothing else refers to is deleted within a day."""
    _attached(ids).delete()


PERSONAL_DATA = PersonalData(
    gettext_lazy("Files"), held, preview, erase, files=files, models=(Attachment, StoredFile)
)
