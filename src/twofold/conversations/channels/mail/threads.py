"""Threads of a whole archive, rebuilt from what its mails say they answer, in whatever order they lie there."""

import hashlib
from datetime import UTC, datetime
from typing import NamedTuple

from twofold.conversations.channels.mail.parsed import ParsedMail
from twofold.conversations.channels.mail.threading import named_messages

LONGEST_ID = 300
NEVER = datetime.max.replace(tzinfo=UTC)


class Head(NamedTuple):
    """What is remembered of a mail until all have been seen."""

    named: tuple[str, ...]
    sent_at: datetime
    subject: str


def id_of(mail: ParsedMail, raw: bytes) -> str:
    """A mail's own id, or where it has none, one made of its bytes."""
    return mail.message_id[:LONGEST_ID] or hashlib.sha256(raw).hexdigest()


class Threads:
    """Which mails of an archive belong together. Add all, then join, then ask.

    :ivar heads: id of each mail → what is remembered of it
    :ivar answers: how many answer another that is there
    """

    def __init__(self) -> None:
        self.heads: dict[str, Head] = {}
        self._above: dict[str, str] = {}
        self._first: dict[str, Head] = {}
        self.answers = 0

    def __iter__(self):
        return iter(self.heads)

    def __len__(self) -> int:
        return len(self.heads)

    def add(self, mail: ParsedMail, raw: bytes) -> None:
        """Take note of a mail."""
        named = tuple(one[:LONGEST_ID] for one in named_messages(mail))
        self.heads.setdefault(id_of(mail, raw), Head(named, mail.sent_at or NEVER, mail.subject))

    def join(self) -> None:
        """Join each mail to the nearest of those it names that is there."""
        for own, head in self.heads.items():
            parent = next((one for one in head.named if one in self.heads and one != own), None)
            if parent:
                self.answers += 1
                self._above[self.root(own)] = self.root(parent)
        for own, head in self.heads.items():
            root = self.root(own)
            first = self._first.setdefault(root, head)
            if head.sent_at < first.sent_at:
                self._first[root] = head

    def root(self, own: str) -> str:
        """The id that stands for a mail's thread."""
        top = own
        while (above := self._above.get(top, top)) != top:
            top = above
        while (above := self._above.get(own, own)) != top:
            self._above[own], own = top, above
        return top

    def subject(self, root: str) -> str:
        """What a thread began with."""
        return self._first[root].subject
