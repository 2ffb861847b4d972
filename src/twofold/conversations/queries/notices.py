"""The events of conversations that people are told of."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from twofold.accounts.queries.members import people_in
from twofold.conversations.models import Conversation
from twofold.core.actor import Level
from twofold.core.plates import Notice, Told
from twofold.directory.queries.units import unit_tree
from twofold.timeline.models import Event


def mentioned(event_id: int) -> Iterable[Told]:
    """Whom the note mentions."""
    event = Event.objects.system("whom it concerns").get(pk=event_id)
    return [Told(person, "mentioned") for person in event.details.get("people", ())]


def assignee(event_id: int) -> Iterable[Told]:
    """Who looks after the conversation, unless a machine wrote."""
    event = Event.objects.system("whom it concerns").get(pk=event_id)
    if event.details.get("is_automatic"):
        return []
    conversation = Conversation.objects.system("whom it concerns").filter(pk=event.subject_id).first()
    return [Told(conversation.assignee_id, "assigned")] if conversation and conversation.assignee_id else []


def given_to(event_id: int) -> Iterable[Told]:
    """Whom the conversation was given to, and who had it until then."""
    details = Event.objects.system("whom it concerns").get(pk=event_id).details
    return [Told(person, "assigned") for person in (details.get("from"), details.get("to")) if person]


def leads_above(event_id: int) -> Iterable[Told]:
    """Who leads the unit of a mailbox, or the nearest above it up to a seal."""
    tree, current = unit_tree(), Event.objects.system("whom it concerns").get(pk=event_id).unit_id
    while current is not None:
        if leads := people_in(current, Level.LEAD):
            return [Told(person, "lead") for person in leads]
        current = None if current in tree.sealed else tree.parents.get(current)
    return []


NOTICES = (
    Notice(
        "conversations.message_received", _("A message arrives in a conversation that I look after"), assignee
    ),
    Notice(
        "conversations.conversation_assigned",
        _("A conversation is given to me, or to someone else instead"),
        given_to,
    ),
    Notice("conversations.mailbox_failed", _("A mailbox of a unit that I lead cannot be read"), leads_above),
    Notice("conversations.people_mentioned", _("Someone mentions me in a note"), mentioned),
)
