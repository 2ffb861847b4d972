"""A letter: one message for one address, with everything that is needed to write it, so that no sender asks the database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from django.utils.crypto import salted_hmac

from twofold.conversations.outbox import mime
from twofold.conversations.outbox.outlets import Outlet
from twofold.conversations.outbox.server import Envelope, Server
from twofold.conversations.outbox.smtp import stuffed
from twofold.core.sealing import unseal

LOOP_HEADER = "X-Twofold-Loop"
MOST_REFERENCES = 20
HOUSE_PURPOSE = "house mail"


@dataclass(frozen=True)
class Enclosed:
    """A file that goes with it."""

    name: str
    content_type: str
    path: Path


@dataclass(frozen=True, eq=False, kw_only=True)
class Letter:
    """What one recipient is sent.

    :param mail_id: the row in the outbox
    :param attempts: how often it was tried before
    :param is_urgent: it goes before all others
    """

    mail_id: int
    attempts: int
    created_at: datetime
    outlet: Outlet
    envelope: Envelope
    is_urgent: bool = False

    @property
    def server(self) -> Server:
        return self.outlet.server

    @property
    def domain(self) -> str:
        return self.envelope.recipient.rpartition("@")[2]

    def content(self) -> bytes:
        """The mail as it goes over the line."""
        raise NotImplementedError


@dataclass(frozen=True, eq=False, kw_only=True)
class HouseLetter(Letter):
    """A mail that the house wrote, as it was sealed."""

    sealed: str

    def content(self) -> bytes:
        """The mail as it goes over the line.

        :raises CannotUnseal: when the key is gone
        """
        return stuffed(unseal(self.sealed, purpose=HOUSE_PURPOSE).encode())


@dataclass(frozen=True, eq=False, kw_only=True)
class Answer(Letter):
    """A message of a conversation.

    :param to: and `cc`: what people read; the envelope is for the server
    :param header_id: the same on every try, so that a mail program that gets it twice shows it once
    :param references: Message-IDs of what came before, oldest first; the last is what it answers
    :param mark: the last line of the text, by which an answer finds back
    """

    to: tuple[str, ...]
    cc: tuple[str, ...]
    subject: str
    text: str
    quoted: str
    mark: str
    header_id: str
    references: tuple[str, ...]
    is_automatic: bool
    written_at: datetime
    files: tuple[Enclosed, ...] = ()

    def content(self) -> bytes:
        """The mail as it goes over the line.

        :raises ValueError: when an address or a Message-ID holds what does not belong there
        :raises OSError: when a file is not there
        """
        text = mime.text(self._words())
        files = [mime.file(one.name, one.content_type, one.path.read_bytes()) for one in self.files]
        body = mime.several([text, *files]) if files else b"MIME-Version: 1.0\r\n" + text
        return stuffed(b"".join(self._headers()) + body)

    def _headers(self) -> Iterator[bytes]:
        yield mime.mailbox("From", self.outlet.sender_name, self.outlet.address)
        yield mime.tokens("To", _listed(self.to or (self.envelope.recipient,)))
        if self.cc:
            yield mime.tokens("Cc", _listed(self.cc))
        yield mime.header("Subject", " ".join(self.subject.split()))
        yield mime.date(self.written_at)
        yield mime.tokens("Message-ID", [f"<{self.header_id}>"])
        if self.references:
            before = [f"<{one}>" for one in self.references[-MOST_REFERENCES:]]
            yield mime.tokens("In-Reply-To", before[-1:])
            yield mime.tokens("References", before)
        yield mime.tokens(LOOP_HEADER, [house_mark()])
        if self.is_automatic:
            yield b"Auto-Submitted: auto-replied\r\nX-Auto-Response-Suppress: All\r\nPrecedence: bulk\r\n"

    def _words(self) -> str:
        signature = self.outlet.signature.strip()
        pieces = (
            self.text.strip(),
            f"-- \n{signature}" if signature else "",
            self.quoted.rstrip(),
            f"[{self.mark}]",
        )
        return "\n\n".join(piece for piece in pieces if piece) + "\n"


def _listed(addresses: Sequence[str]) -> list[str]:
    return [f"{address}," for address in addresses[:-1]] + [addresses[-1]]


@cache
def house_mark() -> str:
    """What says in each mail that this house has sent it: one that comes back with it has gone in a circle."""
    return salted_hmac("twofold.outbox.house", "", algorithm="sha256").hexdigest()[:24]
