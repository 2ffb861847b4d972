"""From the bytes of a mail to what it says. Never raises: what cannot be read is shown raw, and says so."""

import re
from email import message_from_bytes, policy

from django.utils.translation import gettext as _

from twofold.conversations.channels.mail.body import LONGEST_TEXT, UNSHOWN, Body, read_body
from twofold.conversations.channels.mail.faults import PARSER_FAULTS
from twofold.conversations.channels.mail.headers import addresses, decoded, ids, moment, raw_headers
from twofold.conversations.channels.mail.parsed import Headers, ParsedMail
from twofold.conversations.channels.mail.reports import read_report
from twofold.conversations.channels.mail.vouching import vouched_for

CONTAINER = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
MOST_CONTAINERS = 60
HEADER_LINE = re.compile(r"^([!-9;-~]{1,76}):[ \t]*(.*(?:\n[ \t]+.*)*)", re.MULTILINE)


def parse_mail(raw: bytes) -> ParsedMail:
    """Read a mail. Addresses are labels that the sender wrote; files are cleanly named; everything is capped."""
    if sum(1 for _found in CONTAINER.finditer(raw)) > MOST_CONTAINERS:
        return _unread(
            raw, _("This mail has too many parts within parts to be taken apart. This is its raw text.")
        )
    try:
        message = message_from_bytes(raw, policy=policy.compat32)
        headers = raw_headers(message)
        body = read_body(message)
        report = read_report(message, body.texts)
    except PARSER_FAULTS:
        return _unread(raw, _("This mail is malformed and could not be taken apart. This is its raw text."))
    return ParsedMail(**_labels(headers), **_content(body), **report)


def _labels(raw: Headers) -> dict:
    """Who, to whom, when and about what, by the headers."""
    headers = tuple((name, decoded(value)) for name, value in raw)
    first = dict(reversed(headers))
    senders = _addresses(raw, "from") or _addresses(raw, "sender")
    return {
        "message_id": next(iter(ids(first.get("message-id", ""))), ""),
        "in_reply_to": ids(first.get("in-reply-to", "")),
        "references": ids(first.get("references", "")),
        "sender": senders[0] if senders else None,
        "reply_to": _addresses(raw, "reply-to"),
        "to": _addresses(raw, "to"),
        "cc": _addresses(raw, "cc"),
        "delivered_to": _addresses(raw, "delivered-to", "x-original-to"),
        "return_path": _return_path(raw),
        "subject": first.get("subject", "")[:998],
        "sent_at": moment(first.get("date", "")),
        "list_id": first.get("list-id", "")[:255],
        "precedence": first.get("precedence", "").lower()[:20],
        "auto_submitted": first.get("auto-submitted", "").partition(";")[0].strip().lower()[:40],
        "headers": headers,
        "vouched": vouched_for(headers),
    }


def _addresses(raw: Headers, *names: str) -> tuple:
    return addresses([value for name, value in raw if name in names])


def _return_path(raw: Headers) -> str | None:
    """The envelope's sender: "" when it was the null return path, None when the server did not say."""
    given = next((value for name, value in raw if name == "return-path"), None)
    if given is None:
        return None
    return next((address.email for address in addresses([given])), "")


def _content(body: Body) -> dict:
    return {
        "text": "\n".join(text.strip("\n") for text in body.texts),
        "html": "\n".join(body.htmls),
        "files": tuple(body.files),
        "problem": body.problem,
    }


def _unread(raw: bytes, problem: str) -> ParsedMail:
    """What can be said without the parser: headers by a plain pattern, and the raw text."""
    text = raw[: 4 * LONGEST_TEXT].decode("utf-8", "replace").replace("\r\n", "\n")
    text = UNSHOWN.sub("", text)[:LONGEST_TEXT]
    head = text.partition("\n\n")[0]
    headers = tuple(
        (name.lower(), " ".join(value.split())) for name, value in HEADER_LINE.findall(head)[:300]
    )
    return ParsedMail(**_labels(headers), text=text, problem=problem)
