"""Messages: what was said in one conversation, and what is new on a channel."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ninja import Query

from twofold.conversations.api.schemas import (
    MessageDetail,
    MessageFilters,
    MessageList,
    told_messages,
)
from twofold.conversations.models import Message
from twofold.conversations.queries.conversation import told_of
from twofold.core.access import get_visible, visible_list
from twofold.core.api.fields import Id, Paged
from twofold.core.api.router import Router
from twofold.core.paging import keyset_page

router = Router("conversations", tag="messages")


@router.get("/messages", response=MessageList)
def list_messages(request: HttpRequest, filters: Query[MessageFilters]) -> MessageList:
    """What was said, as it was taken in, oldest first.

    A program that carries answers to another system asks for `direction=out`, its `channel`, and `since` the newest id that
    it has carried. What was taken back is left out.
    """
    rows = messages_seen(request).filter(pk__gt=filters.since, withdrawn_at__isnull=True)
    if filters.direction:
        rows = rows.filter(direction=filters.direction)
    if filters.channel:
        rows = rows.filter(conversation__channel_id=filters.channel)
    return message_page(rows, ("pk",), filters)


@router.get("/messages/{int:pk}", response=MessageDetail)
def read_message(request: HttpRequest, pk: Id) -> MessageDetail:
    """One message, with its HTML as it came and the content of its files."""
    found = get_visible(Message, request.actor, pk)
    [said] = told_of([messages_seen(request).get(pk=found.pk)], timezone.now())
    return MessageDetail.whole(said)


def messages_seen(request: HttpRequest) -> QuerySet[Message]:
    """The messages that the program may see, fetched with what is told of them."""
    return visible_list(Message, request.actor).select_related("author", "conversation")


def message_page(rows: QuerySet[Message], order: tuple[str, ...], filters: Paged) -> MessageList:
    """A page of messages that have passed their gate."""
    rows = rows.defer("html", "references")
    page = keyset_page(rows, order=order, token=filters.after, size=filters.limit)
    return MessageList(items=told_messages(told_of(page.rows, timezone.now())), after=page.after or None)
