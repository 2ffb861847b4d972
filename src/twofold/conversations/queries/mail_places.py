"""Conversations that a mail points at."""

from collections.abc import Iterator

from twofold.conversations.channels.mail.parsed import ParsedMail
from twofold.conversations.channels.mail.threading import Suggested, named_messages
from twofold.conversations.models import Conversation, ConversationParty, Message
from twofold.conversations.outbox.tokens import conversation_named_in

LONGEST_ID = 300
MOST_NAMED = 50
LONGEST_CHAIN = 20
REASON = "where a mail belongs"


def suggested_conversations(mail: ParsedMail) -> list[Suggested]:
    """What its headers and the reference in its text point at, with who takes part there. They only suggest."""
    named = [one[:LONGEST_ID] for one in (mail.message_id, *named_messages(mail)) if one][:MOST_NAMED]
    found = list(_by_header(named)) if named else []
    by_reference = conversation_named_in(mail.text or mail.html)
    if by_reference:
        found.append((by_reference, ""))
    conversations = _standing({conversation for conversation, _message_id in found})
    participants = _participants(set(conversations.values()))
    return [
        Suggested(conversations[one], frozenset(participants.get(conversations[one], ())), message_id)
        for one, message_id in found
        if one in conversations
    ]


def _by_header(named: list[str]) -> Iterator[tuple[int, str]]:
    rows = Message.objects.system(REASON).filter(header_id__in=named).exclude(header_id="")
    yield from rows.order_by("pk").values_list("conversation_id", "header_id")[: 2 * MOST_NAMED]


def _standing(ids: set[int]) -> dict[int, int]:
    """Conversation → the one it was merged into, or itself."""
    stands: dict[int, int] = {}
    rows = Conversation.objects.system(REASON)
    for pk in ids:
        current, into = pk, pk
        for _step in range(LONGEST_CHAIN):
            row = rows.filter(pk=current).values_list("pk", "merged_into_id").first()
            if row is None:
                break
            into, current = row[0], row[1]
            if current is None:
                stands[pk] = into
                break
    return stands


def _participants(ids: set[int]) -> dict[int, set[str]]:
    taking_part: dict[int, set[str]] = {}
    rows = ConversationParty.objects.filter(conversation_id__in=ids).exclude(address="")
    for conversation, address in rows.values_list("conversation_id", "address"):
        taking_part.setdefault(conversation, set()).add(address)
    return taking_part
