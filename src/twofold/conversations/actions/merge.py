"""Making one conversation of several, and two of one. Both are undone like any other act."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from twofold.conversations.actions.keep import REASON, settle, to_work_on
from twofold.conversations.actions.search_entries import refresh_search
from twofold.conversations.models import Conversation, ConversationParty, Message
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict
from twofold.core.plates import RowChange
from twofold.core.rows import changed, created, row_values

MOST = 20


@transaction.atomic
def merge_conversations(
    conversations: Sequence[Conversation], *, into: Conversation, actor: Actor, now: datetime
) -> Conversation:
    """Let the messages of several conversations follow into one. Replies to any of them arrive there from then on.

    Notes stay where they were written: what is for colleagues only never moves to where others may read.

    :raises NotVisible: if the actor may not see one of them
    :raises NotAllowed: if the actor may not work on one of them
    :raises BadInput: if there is nothing to merge, too many at once, or they are of different units
    :raises Conflict: if one was merged before
    """
    ids = [one.pk for one in conversations if one.pk != into.pk]
    if not ids:
        raise BadInput(_("A conversation cannot be merged with itself. Choose two or more."))
    if len(ids) >= MOST:
        raise BadInput(_("At most %(most)d can be merged at once. Choose fewer.") % {"most": MOST})
    held = {one.pk: to_work_on(one, actor) for one in sorted([*conversations, into], key=lambda one: one.pk)}
    target = held.pop(into.pk)
    _require_alike(target, list(held.values()))
    before = row_values(target)
    rows: list[RowChange] = []
    for other in held.values():
        rows += _move(Message.objects.system(REASON).filter(conversation=other), target)
        rows += _join_in(other, target)
        old = row_values(other)
        other.merged_into, other.state, other.needs_answer = target, Conversation.State.CLOSED, False
        other.message_count = 0
        other.save(update_fields=["merged_into", "state", "needs_answer", "message_count"])
        rows.append(changed(other, old))
    _recount(target)
    refresh_search([target.pk, *held])
    settle(
        "conversations_merged",
        target,
        before,
        actor=actor,
        now=now,
        details={"merged": sorted(held)},
        rows=rows,
    )
    return target


@transaction.atomic
def split_conversation(
    conversation: Conversation, *, message_ids: Sequence[int], actor: Actor, now: datetime, subject: str = ""
) -> Conversation:
    """Let some messages of a conversation begin one of their own, with the same people.

    :raises NotVisible: if the actor may not see it
    :raises NotAllowed: if the actor may not work on it
    :raises BadInput: if none or all of its messages are chosen
    """
    source = to_work_on(conversation, actor)
    messages = Message.objects.system(REASON).filter(conversation=source)
    chosen = messages.filter(pk__in=list(message_ids))
    count = chosen.count()
    if not count:
        raise BadInput(_("Choose the messages that are about something else."), field="messages")
    if count == messages.count():
        raise BadInput(_("Leave at least one message where it is."), field="messages")
    before = row_values(source)
    first = chosen.order_by("happened_at", "pk").first()
    new = Conversation.objects.create(
        unit_id=source.unit_id,
        channel=source.channel,
        party_id=source.party_id,
        relationship_id=source.relationship_id,
        subject=(subject.strip() or first.subject or source.subject)[:300],
        assignee_id=source.assignee_id,
        is_restricted=source.is_restricted,
        needs_answer=source.needs_answer,
        started_at=first.happened_at,
        last_message_at=first.happened_at,
    )
    people = ConversationParty.objects.bulk_create(
        [
            ConversationParty(conversation=new, party_id=one.party_id, address=one.address, role=one.role)
            for one in source.participants.order_by("pk")
        ]
    )
    rows = [created(new), *(created(one) for one in people), *_move(chosen, new)]
    _recount(new)
    _recount(source)
    rows[0] = created(new)
    refresh_search([source.pk, new.pk])
    settle("conversation_split", source, before, actor=actor, now=now, details={"new": new.pk}, rows=rows)
    return new


def _require_alike(target: Conversation, others: list[Conversation]) -> None:
    for one in (target, *others):
        if one.merged_into_id:
            raise Conflict(
                _("Conversation %(number)s was merged already. Merge the one it became part of.")
                % {"number": one.pk}
            )
    if any(one.unit_id != target.unit_id for one in others):
        raise BadInput(_("They belong to different units. Pass them on to one unit first."))


def _move(messages, target: Conversation) -> list[RowChange]:
    moved = list(messages.values_list("pk", "conversation_id"))
    Message.objects.system(REASON).filter(pk__in=[pk for pk, _old in moved]).update(conversation=target)
    return [
        RowChange(Message, pk, {"conversation_id": old}, {"conversation_id": target.pk}) for pk, old in moved
    ]


def _join_in(other: Conversation, target: Conversation) -> list[RowChange]:
    """Who took part in one takes part in the whole."""
    there = set(target.participants.exclude(address="").values_list("address", flat=True))
    people = [
        ConversationParty(conversation=target, party_id=one.party_id, address=one.address, role=one.role)
        for one in other.participants.exclude(address__in=there).exclude(address="").order_by("pk")
    ]
    return [created(one) for one in ConversationParty.objects.bulk_create(people)]


def _recount(conversation: Conversation) -> None:
    """What a conversation knows of its messages, from these."""
    said = Message.objects.system(REASON).filter(conversation=conversation, withdrawn_at__isnull=True)
    last = said.aggregate(at=Max("happened_at"))["at"]
    human = said.filter(Q(is_automatic=False, is_list_mail=False)).order_by("-happened_at", "-pk").first()
    conversation.message_count = said.count()
    conversation.last_message_at = last or conversation.started_at
    conversation.needs_answer = bool(human) and human.direction == Message.Direction.IN
    conversation.save(update_fields=["message_count", "last_message_at", "needs_answer"])
