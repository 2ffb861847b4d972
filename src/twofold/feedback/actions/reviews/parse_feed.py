"""Reading feeds: RSS and Atom of all versions, sloppy ones too; what is kept of them is words, never markup."""

import re
from calendar import timegm
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from email.utils import parseaddr
from io import BytesIO
from urllib.parse import urljoin
from xml.sax import SAXException  # nosec B406

import feedparser
from django.utils.translation import gettext as _
from feedparser import FeedParserDict
from feedparser.encodings import convert_to_utf8

from twofold.conversations.channels.mail.clean import plain_text
from twofold.core.errors import BadInput
from twofold.feedback.actions.reviews.arrived import LONGEST, LONGEST_LINK, Arrived

MOST = 500
STARS = ("rating", "stars", "score", "ratingvalue", "starrating")
IN_ATTRIBUTES = ("value", "average", "stars", "rating")
PLACES = ("place", "location", "branch")
PRODUCTS = ("product", "productname", "offering")
ENTITY = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)
CHOKES = (ValueError, OverflowError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
"""What feedparser raises on bytes that are no feed: it promises to raise nothing, and nearly keeps it."""


class NotAFeed(BadInput):
    """What came is no feed that can be read."""


def parse_feed(body: bytes, *, address: str = "", content_type: str = "") -> list[Arrived]:
    """The entries of a feed as reviews. Stars come from an element called rating, stars or score.

    :param address: whence it came, by which links that lead nowhere by themselves are completed
    :param content_type: as the other side calls it, with its encoding
    :raises NotAFeed: with a sentence
    """
    if ENTITY.search(_in_utf8(body, content_type)):
        raise NotAFeed(_("It declares entities, which feeds have no use for and which can do harm."))
    feed = _parsed(body, content_type)
    if not feed.entries and not feed.get("version"):
        raise NotAFeed(_("This is no RSS or Atom feed."))
    if not feed.entries and isinstance(feed.get("bozo_exception"), SAXException):
        raise NotAFeed(_("It is damaged: no entry of it can be read."))
    if len(feed.entries) > MOST:
        raise NotAFeed(_("It has more than %(most)s entries.") % {"most": MOST})
    links = Counter(_link(entry, address) for entry in feed.entries)
    return [
        _arrived(entry, address, links, is_atom=feed.version.startswith("atom")) for entry in feed.entries
    ]


def _in_utf8(body: bytes, content_type: str) -> bytes:
    """The body as feedparser is going to read it, in whichever encoding things hide; and as it came, without zeros."""
    with suppress(*CHOKES):
        read = convert_to_utf8({"content-type": content_type} if content_type else {}, body, FeedParserDict())
        return read + body.replace(b"\0", b"")
    return body.replace(b"\0", b"")


def _parsed(body: bytes, content_type: str) -> FeedParserDict:
    """As feedparser reads it: from a stream, since it would open what looks like a file or fetch what looks like an address."""
    try:
        return feedparser.parse(
            BytesIO(body),
            response_headers={"content-type": content_type} if content_type else {},
            resolve_relative_uris=False,
            sanitize_html=False,  # no markup is kept, so none needs to be made harmless
        )
    except CHOKES:
        raise NotAFeed(_("This is no RSS or Atom feed.")) from None


def _arrived(entry: FeedParserDict, address: str, links: Counter[str], *, is_atom: bool) -> Arrived:
    link = _link(entry, address)
    body = next(iter(entry.get("content", ())), None) or entry.get("summary_detail", {})
    written = _moment(entry, "published") or _moment(entry, "created")
    changed = _moment(entry, "updated")
    return Arrived(
        external_id=_line(entry.get("id")) or (link if links[link] == 1 else ""),
        stars=next(_all_stars(entry), None),
        title=_words(entry.get("title_detail", {}), is_atom).replace("\n", " ")[: LONGEST["title"]],
        text=_words(body, is_atom)[: LONGEST["text"]],
        author_name=_author(entry, is_atom)[: LONGEST["author_name"]],
        language=_language(entry, body)[: LONGEST["language"]],
        place=_first_of(entry, PLACES)[: LONGEST["place"]],
        product=_first_of(entry, PRODUCTS)[: LONGEST["product"]],
        link=link,
        written_at=written or changed,
        changed_at=changed if written else None,
    )


def _words(detail: FeedParserDict, is_atom: bool) -> str:
    """The words of a text. Atom says whether it is markup; RSS leaves it to be guessed, so it is taken for some."""
    words = detail.get("value", "")
    return words if is_atom and detail.get("type") == "text/plain" else plain_text(words)


def _link(entry: FeedParserDict, address: str) -> str:
    stated = _line(entry.get("link"))
    try:
        link = urljoin(address, stated)
    except ValueError:
        return ""
    is_plain = link.startswith(("https://", "http://")) and not any(sign <= " " for sign in link)
    return link if stated and is_plain and len(link) <= LONGEST_LINK else ""


def _author(entry: FeedParserDict, is_atom: bool) -> str:
    """Their name. RSS has it in an address: “dana@example.org (Dana)”."""
    stated = _line(entry.get("author"))
    detail = entry.get("author_detail") or {}
    name = detail.get("name", "") if is_atom else parseaddr(stated)[0] if "@" in stated else ""
    return _line(name or stated)


def _language(entry: FeedParserDict, body: FeedParserDict) -> str:
    return _line(entry.get("language") or body.get("language"))


def _named(entry: FeedParserDict, names: tuple[str, ...]) -> Iterator[object]:
    """What stands in elements of one of these names, whatever their namespace."""
    return (entry[key] for name in names for key in entry if key.rpartition("_")[2].casefold() == name)


def _first_of(entry: FeedParserDict, names: tuple[str, ...]) -> str:
    return next(filter(None, map(_line, _named(entry, names))), "")


def _line(words: object) -> str:
    return " ".join(words.split()) if isinstance(words, str) else ""


def _all_stars(entry: FeedParserDict) -> Iterator[Decimal]:
    for found in _named(entry, STARS):
        for words in (found,) if isinstance(found, str) else map(found.get, IN_ATTRIBUTES):
            try:
                stars = Decimal(str(words).partition("/")[0].strip().replace(",", "."))
            except InvalidOperation:
                continue
            if stars.is_finite():
                yield stars


def _moment(entry: FeedParserDict, name: str) -> datetime | None:
    """A moment as it stands there; None where no calendar has it. A feedparser's own `get` would take one for another."""
    parsed = dict.get(entry, f"{name}_parsed")
    if not parsed or not 1990 <= parsed.tm_year < 2200:
        return None
    return datetime.fromtimestamp(timegm(parsed), UTC)
