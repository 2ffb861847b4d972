"""The parts of a mail: what was written, and the files that came along. Sizes and numbers are capped."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.utils import collapse_rfc2231_value

from django.utils.translation import gettext as _

from twofold.conversations.channels.mail.faults import PARSER_FAULTS
from twofold.conversations.channels.mail.headers import decoded
from twofold.conversations.channels.mail.parsed import MailFile
from twofold.files.queries.content_types import SNIFFED, content_type_of
from twofold.files.queries.names import clean_name

MOST_PARTS = 300
DEEPEST = 30
LONGEST_TEXT = 1_000_000
NOT_FOR_TEXT = {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"}
UNSHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass
class Body:
    """What the parts hold, filled while walking through them."""

    texts: list[str] = field(default_factory=list)
    htmls: list[str] = field(default_factory=list)
    files: list[MailFile] = field(default_factory=list)
    problem: str = ""


def read_body(message: Message) -> Body:
    """Text, HTML and files of a mail."""
    body = Body()
    for number, (depth, part) in enumerate(_parts(message)):
        if number >= MOST_PARTS or depth > DEEPEST:
            body.problem = _("This mail has very many parts: not all are shown. The original holds the rest.")
            break
        try:
            _read_part(part, body)
        except PARSER_FAULTS:
            body.problem = _("A part of this mail is malformed and is missing here. The original holds it.")
    return body


def _parts(message: Message) -> Iterator[tuple[int, Message]]:
    """Every part that is not a container, with its depth, without recursion; an attached mail is one part."""
    waiting = [(0, message)]
    while waiting:
        depth, part = waiting.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting.extend((depth + 1, inner) for inner in reversed(part.get_payload()))
        else:
            yield depth, part


def _read_part(part: Message, body: Body) -> None:
    kind = part.get_content_type()
    name = _file_name(part)
    disposition = (part.get_content_disposition() or "").lower()
    is_text = kind in ("text/plain", "text/html") and disposition != "attachment" and not name
    if not is_text:
        body.files.append(_file(part, kind, name, disposition))
        return
    text = text_of(part)
    if len(text) > LONGEST_TEXT:
        body.problem = _("This mail is very long: not all of it is shown. The original holds the rest.")
    (body.texts if kind == "text/plain" else body.htmls).append(text[:LONGEST_TEXT])


def content_of(part: Message) -> bytes:
    """The bytes of a part; an attached mail as it came."""
    if part.is_multipart():
        return b"".join(inner.as_bytes() for inner in part.get_payload())
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def text_of(part: Message) -> str:
    """The text of a part by the charset it claims, by UTF-8 and Windows' Latin when that is wrong."""
    content = content_of(part)
    claimed = str(part.get_content_charset("utf-8") or "utf-8")
    for charset in (claimed, "utf-8"):
        if charset.replace("-", "_").lower() in NOT_FOR_TEXT:
            continue
        try:
            return _shown(content.decode(charset))
        except PARSER_FAULTS:
            continue
    return _shown(content.decode("cp1252", "replace"))


def _shown(text: str) -> str:
    return UNSHOWN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _file(part: Message, kind: str, name: str, disposition: str) -> MailFile:
    content = content_of(part)
    fallback = "message.eml" if kind == "message/rfc822" else "file"
    content_id = decoded(str(part.get("content-id", ""))).strip("<> ")[:255]
    return MailFile(
        name=clean_name(name or fallback),
        content_type=content_type_of(content[:SNIFFED]),
        content=content,
        content_id=content_id,
        is_inline=disposition != "attachment" and bool(content_id),
    )


def _file_name(part: Message) -> str:
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        value = part.get_param(parameter, header=header)
        if value:
            return decoded(collapse_rfc2231_value(value))
    return ""
