"""Reports about mail we sent: bounces (RFC 3464, and older kinds) and complaints (RFC 5965).

Anyone can write such a report, so reading one decides nothing: it counts only when it came to a return path that we signed.
"""

import logging
import re
from collections.abc import Iterator
from email import message_from_string
from email.message import Message

from flufl.bounce import all_failures

from twofold.conversations.channels.mail.faults import PARSER_FAULTS
from twofold.conversations.channels.mail.headers import addresses, decoded, ids
from twofold.conversations.channels.mail.parsed import Complaint, Returned

DAEMON = re.compile(r"(mailer-daemon|postmaster|mail-daemon|mdaemon|mail[ ._-]?delivery)", re.IGNORECASE)
STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
ANSWER = re.compile(r"\b([45])[0-5]\d[ -]")
ORIGINAL_ID = re.compile(r"^>?\s*message-id:\s*<([^<>\s]{1,998})>", re.IGNORECASE | re.MULTILINE)
NO_COMPLAINTS = ("not-spam", "auth-failure")  # RFC 6430, 6591: feedback, but nobody objects
BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
MOST_RECIPIENTS = 100
LONGEST_SCANNED = 500_000

logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL)  # it tells of each pattern it tries


def read_report(message: Message, texts: list[str]) -> dict:
    """The fields of `ParsedMail` that tell of mail sent earlier."""
    kind = str(message.get_param("report-type", "")).lower()
    is_report = message.get_content_type() == "multipart/report"
    parts = list(message.walk()) if is_report else []
    returned = tuple(_by_the_book(parts))[:MOST_RECIPIENTS]
    if (
        not returned
        and kind not in ("feedback-report", "disposition-notification")
        and _is_from_daemon(message)
    ):
        returned = tuple(_odd(message, "\n".join(texts)))[:MOST_RECIPIENTS]
    complaint = _complaint(parts)
    return {
        "returned": returned,
        "complaint": complaint,
        "is_report": is_report or bool(returned),
        "about": _original_ids(parts, texts) if is_report or returned else (),
    }


def _by_the_book(parts: list[Message]) -> Iterator[Returned]:
    """The recipients of message/delivery-status parts."""
    for part in parts:
        for block in _blocks(part):
            recipient = _recipient(block)
            action = str(block.get("action", "")).split("(")[0].strip().lower()
            if not recipient or not action:
                continue
            diagnostic = decoded(str(block.get("diagnostic-code", "")))[:500]
            status = STATUS.search(f"{block.get('status', '')} {diagnostic}")
            action = "failed" if action.startswith(("fail", "error")) else action[:20]
            yield Returned(recipient, action, status.group(1) if status else "", diagnostic)


def _blocks(part: Message) -> list[Message]:
    """What a delivery-status part says, of the mail and of each recipient; the parser divides only those in ASCII."""
    payload = part.get_payload()
    if not isinstance(payload, list):
        return []
    match part.get_content_type():
        case "message/delivery-status":
            return payload
        case "message/global-delivery-status":  # RFC 6533
            return [message_from_string(block) for block in BLANK_LINES.split(payload[0].as_string())]
    return []


def _recipient(block: Message) -> str:
    for name in ("original-recipient", "final-recipient", "x-actual-recipient"):
        found = addresses([str(block.get(name, "")).rpartition(";")[2]])
        if found:
            return found[0].email
    return ""


def _is_from_daemon(message: Message) -> bool:
    null_path = str(message.get("return-path", "?")).strip() == "<>"
    return null_path or bool(DAEMON.search(str(message.get("from", ""))[:500]))


def _odd(message: Message, text: str) -> Iterator[Returned]:
    """What bounces of the old kinds say, told from their wording."""
    if len(text) > LONGEST_SCANNED:
        return
    try:
        for_now, for_good = all_failures(message)
    except PARSER_FAULTS:
        return
    status = _status_in(text)
    for found, action in ((for_good, "failed"), (for_now, "delayed")):
        for raw in sorted(found):
            recipient = addresses([raw.decode("utf-8", "replace")])
            if recipient:
                yield Returned(recipient[0].email, action, status, "")


def _status_in(text: str) -> str:
    """The first status code in a bounce's words; "5" or "4" when it names only a reply code."""
    if found := STATUS.search(text):
        return found.group(1)
    found = ANSWER.search(text)
    return found.group(1) if found else ""


def _complaint(parts: list[Message]) -> Complaint | None:
    for part in parts:
        if part.get_content_type() != "message/feedback-report":
            continue
        payload = part.get_payload()
        fields = payload[0] if isinstance(payload, list) and payload else None
        if fields is None:
            continue
        to = addresses([str(value) for value in fields.get_all("original-rcpt-to", [])])
        path = addresses([str(fields.get("original-mail-from", ""))])
        about = _original_ids(parts, [])
        kind = decoded(str(fields.get("feedback-type", "abuse"))).strip().lower()[:40]
        if kind in NO_COMPLAINTS:
            continue
        return Complaint(
            kind,
            to[0].email if to else "",
            about[0] if about else "",
            path[0].email if path else "",
        )
    return None


def _original_ids(parts: list[Message], texts: list[str]) -> tuple[str, ...]:
    """Message-IDs of the mail that the report returns, whole or its headers, or quotes."""
    found: list[str] = []
    for part in parts:
        if part.get_content_type() == "message/rfc822" and isinstance(part.get_payload(), list):
            found += ids(str(part.get_payload()[0].get("message-id", "")))
        elif part.get_content_type() == "text/rfc822-headers":
            found += ORIGINAL_ID.findall(str(part.get_payload()))
    return tuple(dict.fromkeys(found)) or tuple(ORIGINAL_ID.findall("\n".join(texts))[:5])
