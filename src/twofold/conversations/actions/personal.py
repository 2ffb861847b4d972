"""Notes about people. They are about them, so they are theirs to read; who wrote them is told by unit, not by name."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy

from twofold.conversations.models import Note
from twofold.core.setwise import among
from twofold.timeline.actions.personal_rows import PersonalRows, personal_data


def active_since(ids: Sequence[int], since: datetime) -> set[int]:
    """People about whom somebody has written since."""
    notes = Note.objects.system("whether people are still dealt with").filter(
        party_id__in=among(ids), created_at__gte=since
    )
    return set(notes.values_list("party_id", flat=True))


PERSONAL_DATA = personal_data(
    gettext_lazy("Notes"),
    PersonalRows(
        Note,
        gettext_lazy("Notes about them"),
        "party_id",
        goes=True,
        shows={gettext_lazy("Written"): "created_at", gettext_lazy("By someone of"): "unit__party__name"},
    ),
    active_since=active_since,
)
