"""A letter: one message for one address, with everything that is needed to write it, so that no sender asks the database."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from pathlib import Path

from django.utils.crypto import salted_hmac

from twofold.conversations.outbox.smtp import Envelope, Server, stuffed

LOOP_HEADER = "X-Twofold-Loop"
POLICY = SMTP.clone(cte_type="7bit", max_line_length=76)
MOST_REFERENCES = 20


@dataclass(frozen=True)
class Enclosed:
    """A file that goes with it."""

    name: str
    content_type: str
    path: Path


@dataclass(frozen=True)
class Letter:
    """What one recipient is sent.

    :param mail_id: the row in the outbox
    :param attempts: how often it was tried before
    :param envelope: for the server; `to` and `cc` are what people read
    :param header_id: the same on every try, so that a mail program that gets it twice shows it once
    :param references: Message-IDs of what came before, oldest first; the last is what it answers
    :param mark: the last line of the text, by which an answer finds back
    """

    mail_id: int
    attempts: int
    created_at: datetime
    server: Server
    envelope: Envelope
    sender_name: str
    sender: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    subject: str
    text: str
    quoted: str
    signature: str
    mark: str
    header_id: str
    references: tuple[str, ...]
    is_automatic: bool
    written_at: datetime
    files: tuple[Enclosed, ...] = ()

    @property
    def domain(self) -> str:
        return self.envelope.recipient.rpartition("@")[2]

    def content(self) -> bytes:
        """The mail as it goes over the line."""
        mail = EmailMessage(POLICY)
        local, _at, domain = self.sender.rpartition("@")
        mail["From"] = Address(self.sender_name, local, domain)
        mail["To"] = ", ".join(self.to or (self.envelope.recipient,))
        if self.cc:
            mail["Cc"] = ", ".join(self.cc)
        mail["Subject"] = " ".join(self.subject.split())
        mail["Date"] = format_datetime(self.written_at)
        mail["Message-ID"] = f"<{self.header_id}>"
        if self.references:
            mail["In-Reply-To"] = f"<{self.references[-1]}>"
            mail["References"] = " ".join(f"<{one}>" for one in self.references[-MOST_REFERENCES:])
        mail[LOOP_HEADER] = house_mark()
        if self.is_automatic:
            mail["Auto-Submitted"] = "auto-replied"
            mail["X-Auto-Response-Suppress"] = "All"
            mail["Precedence"] = "bulk"
        mail.set_content(self._words(), charset="utf-8")
        for file in self.files:
            kind, _slash, subtype = file.content_type.partition("/")
            mail.add_attachment(
                file.path.read_bytes(), maintype=kind, subtype=subtype or "octet-stream", filename=file.name
            )
        return stuffed(mail.as_bytes())

    def _words(self) -> str:
        signature = f"-- \n{self.signature.strip()}" if self.signature.strip() else ""
        pieces = (self.text.strip(), signature, self.quoted.rstrip(), f"[{self.mark}]")
        return "\n\n".join(piece for piece in pieces if piece) + "\n"


@cache
def house_mark() -> str:
    """What says in each mail that this house has sent it: one that comes back with it has gone in a circle."""
    return salted_hmac("twofold.outbox.house", "", algorithm="sha256").hexdigest()[:24]
