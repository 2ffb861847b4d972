"""Reading feeds: RSS 0.9x, 1.0 and 2.0, and Atom. Whatever declares a document type is refused, so no entity is ever expanded."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from email.utils import parsedate_to_datetime
from xml.parsers import expat  # nosec B407: no document type, so no entities; what is read is at most some hundred kilobytes

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.feedback.actions.reviews.arrived import LONGEST, LONGEST_LINK, Arrived

ENTRIES = {"item", "entry"}
DEEPEST = 30
MOST = 500
TEXTS = {
    "id": ("guid", "id", "identifier"),
    "title": ("title",),
    "text": ("encoded", "content", "description", "summary"),
    "author": ("creator", "author/name", "author"),
    "written_at": ("pubdate", "published", "date", "issued", "created"),
    "changed_at": ("updated", "modified"),
    "stars": ("rating", "stars", "score", "ratingvalue"),
    "language": ("language",),
    "place": ("place", "location", "branch"),
}
TAG = re.compile(r"<[^<>]*>")
BREAK = re.compile(r"<\s*(?:br|/p|/div|/li)\s*/?>", re.IGNORECASE)
DROPPED = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
BLANK_LINES = re.compile(r"\n\s*\n\s*")


class NotAFeed(BadInput):
    """What came is no feed that can be read."""


@dataclass
class _Reading:
    """Where the parser is, and what it has found: path → words, for each entry."""

    path: list[str] = field(default_factory=list)
    entry: dict[str, list[str]] | None = None
    depth: int = 0
    entries: list[dict[str, str]] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2].casefold()
        self.path.append(tag)
        if len(self.path) > DEEPEST:
            raise NotAFeed(_("Its parts lie in each other too deeply."))
        if self.entry is None and tag in ENTRIES:
            self.entry, self.depth = {}, len(self.path)
        elif self.entry is not None and tag == "link" and attributes.get("rel", "alternate") == "alternate":
            self.entry.setdefault("link", []).append(attributes.get("href", ""))
            for key in [name for name in attributes if name.rpartition(" ")[2] == "lang"]:
                self.entry.setdefault("language", []).append(attributes[key])

    def words(self, words: str) -> None:
        if self.entry is not None and len(self.path) > self.depth:
            self.entry.setdefault("/".join(self.path[self.depth :]), []).append(words)

    def end(self, name: str) -> None:
        if self.entry is not None and len(self.path) == self.depth:
            self.entries.append({path: "".join(parts).strip() for path, parts in self.entry.items()})
            self.entry = None
            if len(self.entries) > MOST:
                raise NotAFeed(_("It has more than %(most)s entries.") % {"most": MOST})
        self.path.pop()


def parse_feed(body: bytes) -> list[Arrived]:
    """The entries of a feed as reviews. Stars come from an element called rating, stars or score.

    :raises NotAFeed: with a sentence
    """
    reading = _Reading()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.words
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        raise NotAFeed(_("It is no feed: line %(line)s cannot be read.") % {"line": error.lineno}) from None
    if not reading.entries and not _looks_like_one(body):
        raise NotAFeed(_("This is no RSS or Atom feed."))
    return [_arrived(entry) for entry in reading.entries]


def _refuse_doctype(*_declared: object) -> None:
    raise NotAFeed(_("It declares a document type, which feeds have no use for and which can do harm."))


def _looks_like_one(body: bytes) -> bool:
    beginning = body[:2_000].lower()
    return any(mark in beginning for mark in (b"<rss", b"<feed", b"<rdf"))


def _arrived(entry: dict[str, str]) -> Arrived:
    found = {name: next(_filled(entry, paths), "") for name, paths in TEXTS.items()}
    text = plain(found["text"])
    return Arrived(
        external_id=found["id"] or _link(entry),
        stars=_stars(found["stars"]),
        title=plain(found["title"]).replace("\n", " ")[: LONGEST["title"]],
        text=text[: LONGEST["text"]],
        author_name=" ".join(found["author"].split())[: LONGEST["author_name"]],
        language=found["language"][: LONGEST["language"]],
        place=found["place"][: LONGEST["place"]],
        link=_link(entry),
        written_at=_moment(found["written_at"]),
        changed_at=_moment(found["changed_at"]),
    )


def plain(markup: str) -> str:
    """The words of a piece of HTML, with its lines."""
    lines = BREAK.sub("\n", DROPPED.sub(" ", markup))
    words = html.unescape(TAG.sub("", lines))
    return BLANK_LINES.sub("\n\n", "\n".join(" ".join(line.split()) for line in words.splitlines())).strip()


def _filled(entry: dict[str, str], paths: tuple[str, ...]) -> Iterator[str]:
    return (entry[path] for path in paths if entry.get(path))


def _link(entry: dict[str, str]) -> str:
    link = entry.get("link", "")
    is_plain = link.startswith(("https://", "http://")) and not any(sign <= " " for sign in link)
    return link if is_plain and len(link) <= LONGEST_LINK else ""


def _stars(words: str) -> Decimal | None:
    try:
        stars = Decimal(words.partition("/")[0].strip())
    except InvalidOperation:
        return None
    return stars if stars.is_finite() else None


def _moment(words: str) -> datetime | None:
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            moment = read(words)
        except (ValueError, TypeError, IndexError):
            continue
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return moment if 1990 <= moment.year < 2200 else None
    return None
