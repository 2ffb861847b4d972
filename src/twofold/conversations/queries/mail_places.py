"""Conversations that a mail points at."""

from collections.abc import Container, Iterable, Iterator

from django.db.models import Q, QuerySet

from twofold.conversations.channels.mail.parsed import ParsedMail
from twofold.conversations.channels.mail.threading import Suggested, named_messages
from twofold.conversations.models import Conversation, ConversationParty, Message
from twofold.conversations.outbox.tokens import conversation_named_in
from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.setwise import among

LONGEST_ID = 300
MOST_NAMED = 50
LONGEST_CHAIN = 20
REASON = "where a mail belongs"


def suggested_conversations(mail: ParsedMail, *, in_use: Container[str]) -> list[Suggested]:
    """What its headers and the reference in its text point at, with who takes part there. They only suggest.

    :param in_use: ids of messages that are here, see `ids_in_use`
    """
    ids = (one[:LONGEST_ID] for one in (mail.message_id, *named_messages(mail)))
    named = [one for one in ids if one and one in in_use][:MOST_NAMED]
    found = list(_by_header(named)) if named else []
    by_reference = conversation_named_in(mail.text or mail.html)
    if by_reference:
        found.append((by_reference, "", None))
    if not found:
        return []
    stands = {one: one if named and into is None else _standing(one) for one, named, into in found}
    participants = _participants({one for one in stands.values() if one})
    return [
        Suggested(stands[one], frozenset(participants.get(stands[one], ())), named)
        for one, named, _into in found
        if stands[one]
    ]


def ids_in_use(mails: Iterable[ParsedMail]) -> set[str]:
    """Of all the ids that mails have or name, those of messages that are here."""
    named = {one[:LONGEST_ID] for mail in mails for one in (mail.message_id, *named_messages(mail)) if one}
    rows = Message.objects.system(REASON).filter(header_id__in=among(sorted(named))).exclude(header_id="")
    return set(rows.order_by().values_list("header_id", flat=True))


def _by_header(named: list[str]) -> Iterator[tuple[int, str, int | None]]:
    """Conversation, the id by which it was found, and the conversation into which it was merged."""
    rows = Message.objects.system(REASON).filter(header_id__in=named).exclude(header_id="").order_by("pk")
    yield from rows.values_list("conversation_id", "header_id", "conversation__merged_into_id")[
        : 2 * MOST_NAMED
    ]


def _standing(pk: int | None) -> int | None:
    """The conversation into which this one was merged, at the end of the chain; itself if it was not; None if there is none."""
    rows = Conversation.objects.system(REASON)
    for _step in range(LONGEST_CHAIN):
        found = rows.filter(pk=pk).values_list("merged_into_id").first()
        if found is None:
            return None
        if found[0] is None:
            return pk
        pk = found[0]
    return None


def _participants(ids: set[int]) -> dict[int, set[str]]:
    taking_part: dict[int, set[str]] = {}
    rows = ConversationParty.objects.filter(conversation_id__in=ids).exclude(address="")
    for conversation, address in rows.values_list("conversation_id", "address"):
        taking_part.setdefault(conversation, set()).add(address)
    return taking_part


def possibly_belongs_to(message: Message, actor: Actor) -> QuerySet[Conversation]:
    """Other conversations that a message points at although its sender takes part in none of them: somebody may join them.

    Only those that the actor may see, so that a guessed id tells nobody anything.
    """
    named = [one for one in (*message.references, message.header_id) if one][-MOST_NAMED:]
    by_header = Message.objects.system(REASON).filter(header_id__in=named).exclude(header_id="")
    pointed_at = Q(pk__in=by_header.values("conversation_id"))
    if by_reference := conversation_named_in(f"{message.body}\n{message.quoted}"):
        pointed_at |= Q(pk=by_reference)
    others = visible_list(Conversation, actor).filter(pointed_at).exclude(pk=message.conversation_id)
    return others.filter(merged_into__isnull=True).order_by("-last_message_at", "-pk")
