"""What the search knows of conversations: subject, who took part, what is new in each message. Restricted ones are not found."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from django.db.models.functions import Left

from twofold.conversations.models import Conversation, Message
from twofold.search.actions.index import Entry, index_many, unindex

KIND = "conversation"
BATCH = 500
REASON = "the index holds what anyone might find; scopes say who does"
MOST_MESSAGES = 40
LONGEST_PIECE = 4_000
"""Characters of a message, and messages of a conversation, that are found again: the newest ones."""


def refresh_search(conversation_ids: Iterable[int]) -> None:
    """Write anew what the search knows of these conversations, in the transaction of whatever changed them."""
    waiting = iter(conversation_ids)
    while batch := list(islice(waiting, BATCH)):
        rows = Conversation.objects.system(REASON).filter(pk__in=batch).select_related("party")
        found = {one.pk: one for one in rows}
        shown = [one for one in found.values() if not (one.is_restricted or one.merged_into_id)]
        index_many(_entries(shown))
        hidden = set(batch) - {one.pk for one in shown}
        if hidden:
            unindex(KIND, hidden)


def refresh_with_messages(message_ids: Sequence[int], now: datetime) -> None:
    """The same for the conversations of messages that were given back what they were."""
    rows = Message.objects.system(REASON).filter(pk__in=message_ids)
    refresh_search(rows.values_list("conversation_id", flat=True).distinct())


def _entries(conversations: list[Conversation]) -> Iterator[Entry]:
    said = _said([one.pk for one in conversations])
    for one in conversations:
        name = one.party.name if one.party_id else ""
        yield Entry(
            KIND,
            one.pk,
            one.subject or name,
            one.last_message_at,
            body="\n".join(dict.fromkeys([*([name] if name else []), *said[one.pk]])),
            scopes=[f"u{one.unit_id}"],
        )


def _said(ids: list[int]) -> dict[int, list[str]]:
    """Conversation → who wrote, and their words, newest first."""
    rows = Message.objects.system(REASON).filter(conversation_id__in=ids, withdrawn_at__isnull=True)
    rows = rows.annotate(piece=Left("body", LONGEST_PIECE)).order_by("conversation_id", "-happened_at", "-pk")
    said: dict[int, list[str]] = defaultdict(list)
    for conversation, name, address, piece in rows.values_list(
        "conversation_id", "author_name", "author_address", "piece"
    ):
        if len(said[conversation]) < 3 * MOST_MESSAGES:
            said[conversation] += [part for part in (name, address, piece) if part]
    return said
