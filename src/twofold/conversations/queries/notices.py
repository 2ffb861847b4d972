"""The events of conversations that people are told of."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from twofold.accounts.queries.members import people_in
from twofold.core.actor import Level
from twofold.core.plates import Notice, Told
from twofold.directory.queries.units import unit_tree
from twofold.timeline.models import Event


def mentioned(event_id: int) -> Iterable[Told]:
    """Whom the note mentions."""
    event = Event.objects.system("whom it concerns").get(pk=event_id)
    return [Told(person, "mentioned") for person in event.details.get("people", ())]


def leads_above(event_id: int) -> Iterable[Told]:
    """Who leads the unit of a mailbox, or the nearest above it up to a seal."""
    tree, current = unit_tree(), Event.objects.system("whom it concerns").get(pk=event_id).unit_id
    while current is not None:
        if leads := people_in(current, Level.LEAD):
            return [Told(person, "lead") for person in leads]
        current = None if current in tree.sealed else tree.parents.get(current)
    return []


NOTICES = (
    Notice("conversations.people_mentioned", _("Someone mentions me in a note"), mentioned),
    Notice("conversations.mailbox_failed", _("A mailbox of a unit that I lead cannot be read"), leads_above),
)
