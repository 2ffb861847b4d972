"""Which conversation a mail belongs to. Headers and marks only suggest one; taking part in it decides."""

from collections.abc import Iterable
from dataclasses import dataclass

from twofold.conversations.channels.mail.parsed import ParsedMail


@dataclass(frozen=True)
class Suggested:
    """A conversation that a mail points at.

    :param participants: addresses, in lower case, of those who wrote in it or were written to
    :param message_id: of the message in it that the mail names; "" when the mark in the subject names the conversation
    """

    conversation_id: int
    participants: frozenset[str]
    message_id: str = ""


@dataclass(frozen=True)
class Place:
    """Where a mail goes.

    :param conversation_id: None for a new conversation
    :param perhaps: a conversation that it points at without its sender taking part, for somebody to decide
    """

    conversation_id: int | None = None
    perhaps: int | None = None


def named_messages(mail: ParsedMail) -> tuple[str, ...]:
    """Message-IDs that a mail says it answers, the nearest first."""
    return tuple(dict.fromkeys((*mail.in_reply_to, *reversed(mail.references))))


def find_place(mail: ParsedMail, suggested: Iterable[Suggested]) -> Place:
    """The conversation of the nearest named message in which the sender takes part, else of the mark, else a new one.

    A stranger who knows a Message-ID or copies a mark gets a conversation of their own, and sees nothing of the other.
    """
    nearness = {message_id: place for place, message_id in enumerate(named_messages(mail))}
    ordered = sorted(suggested, key=lambda one: nearness.get(one.message_id, len(nearness)))
    sender = mail.sender.email if mail.sender else ""
    for one in ordered:
        if sender and sender in one.participants:
            return Place(conversation_id=one.conversation_id)
    return Place(perhaps=ordered[0].conversation_id if ordered else None)
