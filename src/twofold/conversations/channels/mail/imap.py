"""Signing in to a mailbox by IMAP. Whatever goes wrong becomes a sentence that says what to do."""

import imaplib
import re
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from time import mktime

from django.utils.translation import gettext as _
from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import (
    ImapToolsError,
    MailboxFolderSelectError,
    MailboxLoginError,
    MailboxStarttlsError,
)

from twofold.conversations.models import Mailbox
from twofold.core.sealing import CannotUnseal, unseal

PATIENCE = 20
TLS_PORT = 993
PURPOSE = "mailbox"
UID = re.compile(rb"\bUID (\d+)\b")
SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)\b")
KINDS = {
    Mailbox.Security.TLS: MailBox,
    Mailbox.Security.STARTTLS: MailBoxStartTls,
    Mailbox.Security.NONE: MailBoxUnencrypted,
}


class MailboxTrouble(Exception):
    """A mailbox cannot be read just now.

    :param sentence: what failed and what to do
    :param is_refused: whether the server refused the user: trying often may lock the account
    """

    def __init__(self, sentence: str, *, is_refused: bool = False) -> None:
        super().__init__(sentence)
        self.sentence, self.is_refused = sentence, is_refused


@contextmanager
def signed_in(mailbox: Mailbox) -> Iterator[BaseMailBox]:
    """A connection with the mailbox's folder selected; closed at the end.

    :raises MailboxTrouble: if there is none, or if it breaks
    """
    try:
        box = _connect(mailbox)
        try:
            _sign_in(box, mailbox)
            yield box
        finally:
            box.client.shutdown()
    except CannotUnseal:
        raise MailboxTrouble(
            _("The stored password cannot be read with the key in keys/. Enter the password again."),
            is_refused=True,
        ) from None
    except (OSError, imaplib.IMAP4.error, ImapToolsError) as error:
        raise _in_words(error, mailbox) from error


def _connect(mailbox: Mailbox) -> BaseMailBox:
    options = {"host": mailbox.imap_host, "port": mailbox.imap_port, "timeout": PATIENCE}
    if mailbox.imap_security == Mailbox.Security.STARTTLS and mailbox.imap_port == TLS_PORT:
        raise ssl.SSLError("this port speaks TLS from the start")
    if mailbox.imap_security != Mailbox.Security.NONE:
        options["ssl_context"] = ssl.create_default_context()
    return KINDS[mailbox.imap_security](**options)


def _sign_in(box: BaseMailBox, mailbox: Mailbox) -> None:
    user, password = mailbox.imap_user or mailbox.address, unseal(mailbox.imap_secret, purpose=PURPOSE)
    plain = (user + password).isascii() and not re.search(r"[\r\n]", user + password)
    (box.login if plain else box.login_utf8)(user, password, initial_folder=None)
    box.folder.set(mailbox.imap_folder)


def _in_words(error: Exception, mailbox: Mailbox) -> MailboxTrouble:
    place = {"host": mailbox.imap_host, "port": mailbox.imap_port, "folder": mailbox.imap_folder}
    match error:
        case MailboxLoginError() | imaplib.IMAP4.error() if _is_refusal(error):
            return MailboxTrouble(
                _(
                    "Cannot sign in: the server does not accept this user and password. Enter the password again; some "
                    "providers want one made for this app."
                ),
                is_refused=True,
            )
        case MailboxFolderSelectError():
            sentence = _("There is no folder called %(folder)s in this mailbox. Check its name.")
        case socket.gaierror():
            sentence = _("There is no server called %(host)s. Check the name.")
        case ssl.SSLCertVerificationError():
            sentence = _(
                "The certificate of %(host)s is not valid for this name. Use the name that its provider gives."
            )
        case ssl.SSLError() | MailboxStarttlsError():
            sentence = _(
                "%(host)s does not speak this kind of encryption on port %(port)s. Choose another kind or port."
            )
        case ConnectionRefusedError():
            sentence = _(
                "%(host)s does not answer on port %(port)s. Check the port and the kind of encryption."
            )
        case TimeoutError():
            sentence = _("%(host)s did not answer in time. It is tried again by itself.")
        case imaplib.IMAP4.abort() if "TLS not supported" in str(error):
            sentence = _("%(host)s does not speak STARTTLS on port %(port)s. Choose another kind or port.")
        case _:
            sentence = _("The connection to %(host)s broke. It is tried again by itself.")
    return MailboxTrouble(sentence % place)


def _is_refusal(error: Exception) -> bool:
    words = str(error)
    return (
        isinstance(error, MailboxLoginError) and "UNAVAILABLE" not in words
    ) or "AUTHENTICATIONFAILED" in words


def uid_validity(box: BaseMailBox, folder: str) -> int:
    """The number that changes when the server has numbered the folder's mails anew."""
    return int(box.folder.status(folder, ["UIDVALIDITY"])["UIDVALIDITY"])


def uids_after(box: BaseMailBox, last: int, *, since: datetime | None = None) -> list[int]:
    """The numbers of the mails above `last`, in order."""
    criteria = f"UID {last + 1}:*" + (f" SINCE {since:%d-%b-%Y}" if since else "")
    return sorted(uid for uid in map(int, box.uids(criteria, charset=None)) if uid > last)


def sizes_and_times(box: BaseMailBox, uids: Sequence[int]) -> dict[int, tuple[int, datetime | None]]:
    """How large each mail is, and when the server got it."""
    found = {}
    for line in _fetch(box, uids, "(UID RFC822.SIZE INTERNALDATE)"):
        told = line[0] if isinstance(line, tuple) else line
        uid, size = UID.search(told or b""), SIZE.search(told or b"")
        if uid and size:
            moment = imaplib.Internaldate2tuple(told)
            arrived = datetime.fromtimestamp(mktime(moment), UTC) if moment else None
            found[int(uid.group(1))] = (int(size.group(1)), arrived)
    return found


def bodies(box: BaseMailBox, uids: Sequence[int], part: str = "") -> dict[int, bytes]:
    """The mails themselves, or a part of each such as ``HEADER``. They stay unread on the server."""
    found: dict[int, bytes] = {}
    answer = _fetch(box, uids, f"(UID BODY.PEEK[{part}])")
    for place, item in enumerate(answer):
        if not isinstance(item, tuple):
            continue
        behind = (
            answer[place + 1] if place + 1 < len(answer) and isinstance(answer[place + 1], bytes) else b""
        )
        if uid := UID.search(item[0]) or UID.search(behind):  # some servers tell the number behind the mail
            found[int(uid.group(1))] = item[1]
    return found


def _fetch(box: BaseMailBox, uids: Sequence[int], what: str) -> list:
    if not uids:
        return []
    status, answer = box.client.uid("FETCH", ",".join(map(str, uids)), what)
    if status != "OK":
        raise imaplib.IMAP4.abort(f"FETCH: {status}")
    return [item for item in answer if item is not None]


def mark_seen(box: BaseMailBox, uids: Sequence[int]) -> None:
    """Mark mails as read on the server."""
    if uids:
        box.client.uid("STORE", ",".join(map(str, uids)), "+FLAGS.SILENT", r"(\Seen)")
