"""Conversations: reading them, bringing in what was said elsewhere, answering, and working through them."""

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Status

from twofold.conversations.actions import conversations as verbs
from twofold.conversations.actions.send import send_message
from twofold.conversations.api.messages import message_page, messages_seen
from twofold.conversations.api.schemas import (
    ConversationDetail,
    ConversationFilters,
    ConversationList,
    GivenAnswer,
    GivenFile,
    GivenLooker,
    GivenSleep,
    MessageList,
    NewConversation,
    NewMessage,
    Taken,
    ToldConversation,
    ToldMessage,
    ToldParticipant,
)
from twofold.conversations.channels.api.bring import Brought, bring_to_channel, bring_to_conversation
from twofold.conversations.channels.api.kind import API
from twofold.conversations.models import Channel, Conversation, ConversationParty, Message
from twofold.conversations.queries.conversation import told_of
from twofold.conversations.queries.recipients import read_recipients
from twofold.core.access import get_visible, visible_list
from twofold.core.actor import Actor
from twofold.core.api.fields import Id, Paged
from twofold.core.api.router import Router, referred
from twofold.core.errors import BadInput
from twofold.core.paging import keyset_page
from twofold.directory.models import Party
from twofold.files.actions.attach import attach_file

NAMED = ("unit__party", "channel", "party", "assignee")
router = Router("conversations")


@router.get("/conversations", response=ConversationList)
def list_conversations(request: HttpRequest, filters: Query[ConversationFilters]) -> ConversationList:
    """What one may see, newest first. `external_thread` is what another system calls a thread."""
    rows = _narrowed(visible_list(Conversation, request.actor).select_related(*NAMED), filters)
    page = keyset_page(
        rows, order=("last_message_at", "pk"), token=filters.after, size=filters.limit, descending=True
    )
    return ConversationList(items=[ToldConversation.of(row) for row in page.rows], after=page.after or None)


@router.get("/conversations/{int:pk}", response=ConversationDetail)
def read_conversation(request: HttpRequest, pk: Id) -> ConversationDetail:
    """One conversation, and who takes part in it."""
    return _detail(request.actor, get_visible(Conversation, request.actor, pk).pk)


@router.post("/conversations", response={200: Taken, 201: Taken})
def create_conversation(request: HttpRequest, given: NewConversation) -> Status:
    """Take in a message of another system's thread; the first of a thread begins a conversation.

    A message that was brought before, by its name there, is left as it is: the answer is then 200, and says in which
    conversation it stands.
    """
    channel = referred(Channel, request.actor, given.channel, "channel")
    brought = _brought(request.actor, given, thread_id=given.thread)
    return _taken(bring_to_channel(brought, channel, actor=request.actor, now=timezone.now()))


@router.get("/conversations/{int:pk}/messages", response=MessageList)
def list_conversation_messages(request: HttpRequest, pk: Id, filters: Query[Paged]) -> MessageList:
    """What was said in a conversation, oldest first. Notes are not among it."""
    conversation = get_visible(Conversation, request.actor, pk)
    return message_page(
        messages_seen(request).filter(conversation=conversation), ("happened_at", "pk"), filters
    )


@router.post("/conversations/{int:pk}/messages", response={200: Taken, 201: Taken})
def receive_message(request: HttpRequest, pk: Id, given: NewMessage) -> Status:
    """Take in a further message of a conversation that another system began; 200 if it was brought before."""
    conversation = get_visible(Conversation, request.actor, pk, "work")
    brought = _brought(request.actor, given)
    return _taken(bring_to_conversation(brought, conversation, actor=request.actor, now=timezone.now()))


@router.post("/conversations/{int:pk}/answer", response={201: ToldMessage})
def answer_conversation(request: HttpRequest, pk: Id, given: GivenAnswer) -> Status:
    """Answer by the channel on which they wrote: by mail it leaves after a few seconds, elsewhere they come and read."""
    conversation = get_visible(Conversation, request.actor, pk)
    who = {"actor": request.actor, "now": timezone.now()}
    recipients = read_recipients(",".join(given.to), ",".join(given.cc))
    files = _files(given.files)
    with transaction.atomic():
        message = send_message(conversation, body=given.body, recipients=recipients, seen=given.seen, **who)
        for name, content in files:
            attach_file(
                BytesIO(content),
                name=name,
                subject_kind=Message._meta.label_lower,
                subject_id=message.pk,
                unit_id=conversation.unit_id,
                **who,
            )
    [said] = told_of([messages_seen(request).get(pk=message.pk)], who["now"])
    return Status(201, ToldMessage.of(said))


@router.post("/conversations/{int:pk}/assign", response=ConversationDetail)
def assign_conversation(request: HttpRequest, pk: Id, given: GivenLooker) -> ConversationDetail:
    """Say who looks after it."""
    return _acted(request, pk, verbs.assign_conversation, person_id=given.person)


@router.post("/conversations/{int:pk}/close", response=ConversationDetail)
def close_conversation(request: HttpRequest, pk: Id) -> ConversationDetail:
    """Close it; it opens again when somebody writes."""
    return _acted(request, pk, verbs.close_conversation)


@router.post("/conversations/{int:pk}/open", response=ConversationDetail)
def open_conversation(request: HttpRequest, pk: Id) -> ConversationDetail:
    """Open it again, or wake it."""
    return _acted(request, pk, verbs.open_conversation)


@router.post("/conversations/{int:pk}/snooze", response=ConversationDetail)
def snooze_conversation(request: HttpRequest, pk: Id, given: GivenSleep) -> ConversationDetail:
    """Put it out of sight until a moment, or until somebody writes."""
    return _acted(request, pk, verbs.snooze_conversation, until=given.until, waits_for=given.waits_for)


@router.post("/conversations/{int:pk}/spam", response=ConversationDetail)
def mark_conversation_spam(request: HttpRequest, pk: Id) -> ConversationDetail:
    """Mark it as nothing that anyone needs to read."""
    return _acted(request, pk, verbs.mark_spam)


def _acted(request: HttpRequest, pk: int, verb: Callable[..., Any], **values: Any) -> ConversationDetail:
    conversation = get_visible(Conversation, request.actor, pk)
    verb(conversation, actor=request.actor, now=timezone.now(), **values)
    return _detail(request.actor, pk)


def _detail(actor: Actor, pk: int) -> ConversationDetail:
    seen = visible_list(Conversation, actor).select_related(*NAMED).get(pk=pk)
    people = ConversationParty.objects.filter(conversation=seen).select_related("party").order_by("pk")
    return ConversationDetail.of(seen, participants=[ToldParticipant.of(one) for one in people])


def _brought(actor: Actor, given: NewMessage, thread_id: str = "") -> Brought:
    return Brought(
        body=given.body,
        happened_at=given.happened_at or timezone.now(),
        message_id=given.message,
        thread_id=thread_id,
        subject=given.subject,
        author=referred(Party, actor, given.party, "party", "name") if given.party else None,
        author_name=given.author_name,
        author_address=given.author_address,
        is_automatic=given.is_automatic,
        files=_files(given.files),
    )


def _files(given: Sequence[GivenFile]) -> list[tuple[str, bytes]]:
    return [(one.name, _content(one.content)) for one in given]


def _content(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (NotBase64, ValueError):
        raise BadInput(_("Write the content of a file in base64."), field="files") from None


def _taken(taken: tuple[Message, bool]) -> Status:
    message, is_new = taken
    told = Taken(message=message.pk, conversation=message.conversation_id, is_new=is_new)
    return Status(201 if is_new else 200, told)


def _narrowed(rows: QuerySet[Conversation], filters: ConversationFilters) -> QuerySet[Conversation]:
    exact = {
        "state": filters.state,
        "needs_answer": filters.needs_answer,
        "assignee_id": filters.assignee,
        "unit_id": filters.unit,
        "channel_id": filters.channel,
        "party_id": filters.party,
    }
    rows = rows.filter(**{column: value for column, value in exact.items() if value})
    if filters.external_thread:
        rows = rows.filter(_of_thread(filters))
    return rows.filter(assignee__isnull=True) if filters.unassigned else rows


def _of_thread(filters: ConversationFilters) -> Q:
    if filters.channel is None:
        raise BadInput(_("Say of which channel: each calls its threads as it likes."), field="channel")
    return Q(external_key=f"{API.name}:{filters.channel}:{filters.external_thread}")
