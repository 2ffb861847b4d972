"""Reading headers: encoded words, addresses, ids, dates. Whatever is broken is read as far as it goes."""

import re
from contextlib import suppress
from datetime import UTC, datetime
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from itertools import islice

from twofold.conversations.channels.mail.faults import PARSER_FAULTS
from twofold.conversations.channels.mail.parsed import Address, Headers

LONGEST_HEADER = 50_000
MOST_HEADERS = 300
MOST_IDS = 100
MOST_ADDRESSES = 200
LONGEST_ID = 998
LONGEST_ADDRESS = 254
ID = re.compile(r"<([^<>\s]{1,998})>")
ADDRESS = re.compile(r"[^@\s<>\"(),:;]+@[^@\s<>\"(),:;]+")
INVISIBLE = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")


def raw_headers(message: Message) -> Headers:
    """The headers as they stand, each on one line, names in lower case."""
    return tuple(
        (name.lower(), " ".join(str(value)[:LONGEST_HEADER].split()))
        for name, value in islice(message.raw_items(), MOST_HEADERS)
    )


def decoded(value: str) -> str:
    """A header's text with encoded words (RFC 2047) read, bytes above ASCII as UTF-8 or else Windows' Latin, in one line."""
    value = value[:LONGEST_HEADER]
    if not value.isascii():
        value = _bytes_as_text(value)
    if "=?" in value:
        with suppress(*PARSER_FAULTS):  # else as it stands
            value = "".join(_piece(text, charset) for text, charset in decode_header(value))
    return " ".join(INVISIBLE.sub(" ", value).split())


def _bytes_as_text(value: str) -> str:
    raw = value.encode("utf-8", "surrogateescape")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _piece(text: bytes | str, charset: str | None) -> str:
    if isinstance(text, str):
        return text
    try:
        return text.decode(charset or "utf-8", "replace")
    except PARSER_FAULTS:
        return text.decode("cp1252", "replace")


def addresses(values: list[str]) -> tuple[Address, ...]:
    """The addresses of headers such as To. What has no @ is left out; names are labels."""
    joined = [value[:LONGEST_HEADER] for value in values]
    try:
        pairs = getaddresses(joined)
    except PARSER_FAULTS:
        pairs = [("", found) for found in ADDRESS.findall(" ".join(joined))]
    read = (_address(name, email) for name, email in pairs[:MOST_ADDRESSES])
    return tuple(address for address in read if address)


def _address(name: str, email: str) -> Address | None:
    email = decoded(email).lower()
    if not ADDRESS.fullmatch(email) or len(email) > LONGEST_ADDRESS:
        found = ADDRESS.search(email[:LONGEST_ADDRESS])
        if not found:
            return None
        email = found.group()
    return Address(email, decoded(name)[:200])


def ids(value: str) -> tuple[str, ...]:
    """The message ids in a header, without their angle brackets, each once, the last hundred."""
    found = ID.findall(value) or [word for word in value.split() if "@" in word][:1]
    return tuple(dict.fromkeys(one[:LONGEST_ID] for one in found[-MOST_IDS:]))


def moment(value: str) -> datetime | None:
    """The time of a Date header in UTC; None when there is none or it cannot be."""
    try:
        read = parsedate_to_datetime(value)
        read = read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except PARSER_FAULTS:
        return None
    return read if 1980 <= read.year <= 2200 else None
