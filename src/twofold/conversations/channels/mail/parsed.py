"""What is read from one mail. Everything in it was written by whoever sent it: labels, not identities."""

from dataclasses import dataclass, field
from datetime import datetime

MAY_PASS = {"5.2.2", "5.2.3", "5.3.1", "5.3.4", "5.4.5"}
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Address:
    """An address as a header gives it; `email` in lower case."""

    email: str
    name: str = ""

    @property
    def domain(self) -> str:
        """What stands after the @."""
        return self.email.rpartition("@")[2]


@dataclass(frozen=True)
class MailFile:
    """A file that came along. The content type is told by its bytes, not by the sender."""

    name: str
    content_type: str
    content: bytes = field(repr=False)
    content_id: str = ""
    is_inline: bool = False


@dataclass(frozen=True)
class Vouched:
    """One Authentication-Results header (RFC 8601): which server checked, and what it found."""

    server: str
    dmarc: str = ""
    spf: str = ""
    dkim: tuple[tuple[str, str], ...] = ()  # (result, signing domain)


@dataclass(frozen=True)
class Returned:
    """One recipient of a delivery report (RFC 3464), or one that a bounce of the old kind names.

    :param action: failed, delayed, delivered, relayed or expanded
    :param status: an enhanced status code such as 5.1.1, "" when the report has none
    """

    recipient: str
    action: str
    status: str = ""
    diagnostic: str = ""

    @property
    def is_for_good(self) -> bool:
        """Whether the address is gone. A full mailbox, a policy, a mail too large, and what is not known may pass."""
        return (
            self.action == "failed"
            and self.status[:1] == "5"
            and self.status not in MAY_PASS
            and self.status[:4] != "5.7."
        )


@dataclass(frozen=True)
class Complaint:
    """A feedback report (RFC 5965): somebody called a mail of ours spam.

    :param mail_from: the return path that the mail had, by which we know our own
    """

    kind: str
    recipient: str = ""
    message_id: str = ""
    mail_from: str = ""


@dataclass(frozen=True)
class ParsedMail:
    """A mail as far as it could be read.

    :param problem: a sentence when it could not be read properly; then `text` is its raw text
    :param about: Message-IDs of the mail that a report is about
    """

    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    sender: Address | None = None
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    delivered_to: tuple[Address, ...] = ()
    return_path: str | None = None
    subject: str = ""
    sent_at: datetime | None = None
    text: str = ""
    html: str = ""
    files: tuple[MailFile, ...] = ()
    list_id: str = ""
    precedence: str = ""
    auto_submitted: str = ""
    headers: Headers = ()
    vouched: tuple[Vouched, ...] = ()
    returned: tuple[Returned, ...] = ()
    complaint: Complaint | None = None
    is_report: bool = False
    about: tuple[str, ...] = ()
    problem: str = ""

    def header(self, name: str) -> str:
        """The first header of this name, decoded; "" when there is none."""
        return next((value for key, value in self.headers if key == name.lower()), "")

    @property
    def is_from_list(self) -> bool:
        """Whether a mailing list passed it on (RFC 2919): then nobody wrote it to us."""
        return bool(self.list_id) or self.precedence == "list"

    @property
    def recipients(self) -> tuple[Address, ...]:
        """Everyone it was openly sent to."""
        return self.to + self.cc
