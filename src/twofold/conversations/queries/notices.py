"""The events of conversations that people are told of."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from twofold.core.plates import Notice, Told
from twofold.timeline.models import Event


def mentioned(event_id: int) -> Iterable[Told]:
    """Whom the note mentions."""
    event = Event.objects.system("whom it concerns").get(pk=event_id)
    return [Told(person, "mentioned") for person in event.details.get("people", ())]


NOTICES = (Notice("conversations.people_mentioned", _("Someone mentions me in a note"), mentioned),)
