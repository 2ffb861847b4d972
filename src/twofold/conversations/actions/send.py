"""Sending messages. Nothing here, or below it, ever reads a note."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from twofold.conversations.actions.search_entries import refresh_search
from twofold.conversations.actions.ticks import tick
from twofold.conversations.channels import kind_of
from twofold.conversations.models import Conversation, Message
from twofold.core.access import get_visible
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict
from twofold.timeline.actions import record

LONGEST = 100_000


class SpokenMeanwhile(Conflict):
    """Somebody else said something since the actor last looked: what they were about to send may be out of place now."""


@transaction.atomic
def send_message(
    conversation: Conversation,
    *,
    body: str,
    actor: Actor,
    now: datetime,
    recipients: Mapping[str, Sequence[str]] | None = None,
    seen: int | None = None,
) -> Message:
    """Answer in a conversation. The channel's adapter hands the words over, after the time in which they can be taken back.

    :param recipients: ``{"to": […], "cc": […]}``, addresses in normal form; None: the requester, whoever wrote last
    :param seen: id of the newest message that the actor has read; None asks nothing of them
    :raises NotVisible: if the actor may not see the conversation
    :raises NotAllowed: if the actor does not work in its unit
    :raises BadInput: if there is nothing in it
    :raises Conflict: saying why nobody can be answered this way
    :raises SpokenMeanwhile: if someone else wrote since the actor looked
    """
    get_visible(Conversation, actor, conversation.pk, "work")
    rows = Conversation.objects.system("the actor may work on it").select_related("channel")
    conversation = rows.select_for_update(of=("self",)).get(pk=conversation.pk)
    words = body.replace("\x00", "").strip()
    if not words:
        raise BadInput(_("Write something first."), field="body")
    if len(words) > LONGEST:
        raise BadInput(_("That is too long for a message. Attach a file instead."), field="body")
    if seen is not None:
        _require_heard(conversation, seen, actor)
    kind = kind_of(conversation.channel.kind) if conversation.channel_id else None
    if kind is None or (obstacle := kind.obstacle(conversation)):
        raise Conflict(obstacle if kind else _("This was noted by hand: there is no way to answer it here."))
    message = Message.objects.create(
        conversation=conversation,
        direction=Message.Direction.OUT,
        medium=kind.medium,
        author_id=actor.person_id,
        recipients=dict(recipients or {}),
        subject=conversation.subject,
        body=words,
        is_verified=True,
        happened_at=now,
        created_at=now,
    )
    if kind.deliver:
        kind.deliver(message, now)
    conversation.last_message_at, conversation.needs_answer = now, False
    conversation.message_count = F("message_count") + 1
    conversation.save(update_fields=["last_message_at", "needs_answer", "message_count"])
    refresh_search([conversation.pk])
    tick([conversation.unit_id])
    record(
        "conversations.message_sent",
        subject=conversation,
        actor=actor,
        now=now,
        unit_id=conversation.unit_id,
        parties=() if conversation.is_restricted else [conversation.party_id],
        details={"message": message.pk, "medium": message.medium},
    )
    return message


def _require_heard(conversation: Conversation, seen: int, actor: Actor) -> None:
    """Whoever answers has read what others said before."""
    newer = Message.objects.system("the actor may work on it").filter(conversation=conversation, pk__gt=seen)
    heard = Q(direction=Message.Direction.OUT, author_id=actor.person_id) | Q(withdrawn_at__isnull=False)
    last = newer.exclude(heard).select_related("author").order_by("pk").last()
    if last is None:
        return
    who = last.author.name if last.author_id else last.author_name or last.author_address
    if last.direction == Message.Direction.OUT and last.author_id:
        sentence = _(
            "%(name)s answered while you were writing. Read it; if yours is still needed, send it again."
        )
    elif last.direction == Message.Direction.OUT:
        sentence = _(
            "An answer was sent while you were writing. Read it; if yours is still needed, send it again."
        )
    else:
        sentence = _("%(name)s wrote again meanwhile. Read it; if your answer still fits, send it again.")
    raise SpokenMeanwhile(sentence % {"name": who or _("Somebody")}, field="body")
