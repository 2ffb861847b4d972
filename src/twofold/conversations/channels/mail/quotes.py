"""What is new in a mail, and what is quoted from mails before it or signed below."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from re import Pattern

from mailparser_reply.constants import MAIL_LANGUAGES
from mailparser_reply.parser import EmailMessage

MOST_LOOKED_AT = (
    80  # lines that may be a header such as "On Monday Eli wrote:"; patterns cost time by a line's square
)
LONGEST_LINE = 160
LABELS_OF_A_HEADER = 3  # From, Sent, To: two alone may be somebody's dates
LONGEST_SIGNATURE = 15  # lines
LANGUAGES = tuple(name for name in MAIL_LANGUAGES if len(name) == 2)
QUOTED_LINE = re.compile(r"^\s{0,3}>")
LABEL = re.compile(r"^[>*_ ]*\S[^\s:]{0,15}(?: [^\s:]{1,10})?\s?:", re.MULTILINE)
SEPARATOR = re.compile(r"^[>\s]*[-_]{5,}[^-_]{0,30}[-_]*")
WHEN_OR_WHO = re.compile(r"\d|@")
DASHES = re.compile(r"^--\s?$")
SENT_FROM = re.compile(
    r"^\s*(?:"
    + "|".join(filter(None, (one.get("sent_from") for one in MAIL_LANGUAGES.values())))
    + r")\b.{0,40}$",
    re.IGNORECASE,
)


class Piece(StrEnum):
    """What a part of a text is."""

    NEW = "new"
    QUOTED = "quoted"
    SIGNED = "signed"


@dataclass(frozen=True)
class Fragment:
    """Some lines of a mail, all of one kind."""

    piece: Piece
    text: str


def fragments(text: str) -> tuple[Fragment, ...]:
    """A mail's text in order, what is new told from what is quoted. Joined by newlines they are the text again."""
    lines = text.split("\n")
    kinds = _kinds(lines)
    found: list[Fragment] = []
    start = 0
    for end in range(1, len(lines) + 1):
        if end == len(lines) or kinds[end] != kinds[start]:
            found.append(Fragment(kinds[start], "\n".join(lines[start:end])))
            start = end
    return tuple(found)


def split_quoted(text: str) -> tuple[str, str]:
    """What is to be read, and what may be folded away: earlier mails, a signature. Answers in between keep their questions."""
    parts = fragments(text)
    new = [place for place, one in enumerate(parts) if one.piece is Piece.NEW and one.text.strip()]
    if not new:
        return text.strip(), ""
    kept = range(new[0] if len(new) == 1 else 0, new[-1] + 1)
    read = "\n".join(parts[place].text for place in kept)
    folded = "\n".join(one.text for place, one in enumerate(parts) if place not in kept)
    return read.strip(), folded.strip()


def new_text(text: str) -> str:
    """What the sender wrote this time; all of it when nothing seems new."""
    new = "\n".join(one.text for one in fragments(text) if one.piece is Piece.NEW).strip()
    return new or text.strip()


def _kinds(lines: list[str]) -> list[Piece]:
    kinds = [Piece.QUOTED if QUOTED_LINE.match(line) else Piece.NEW for line in lines]
    for first, after in _headers(lines):
        kinds[first:after] = [Piece.QUOTED] * (after - first)
        following = next((place for place in range(after, len(lines)) if lines[place].strip()), None)
        if following is None or kinds[following] is Piece.QUOTED:
            continue  # what is quoted is marked, line by line: there may be answers in between
        kinds[after:] = [Piece.QUOTED] * (len(lines) - after)
        break
    _introduce(lines, kinds)
    _take_blank_lines(lines, kinds)
    _sign(lines, kinds)
    return kinds


def _headers(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Where lines such as "On Monday Eli wrote:" are, in many languages: the first, and the one after the last."""
    places = _possible(lines)
    looked_at = "\n".join("" if place is None else lines[place].strip() for place in places)
    for found in _header_pattern().finditer(looked_at):
        words = found.group()
        if not words.rstrip().endswith((":", "：", "-")) and len(LABEL.findall(words)) < LABELS_OF_A_HEADER:
            continue
        begin = found.start() + len(words) - len(words.lstrip())
        end = found.start() + len(words.rstrip())
        first, last = places[looked_at.count("\n", 0, begin)], places[looked_at.count("\n", 0, end)]
        if first is not None and last is not None:
            yield first, last + 1


def _introduce(lines: list[str], kinds: list[Piece]) -> None:
    """What introduces a quotation in a language without a pattern belongs to it, and so does a line drawn above one."""
    for place in range(1, len(lines)):
        if kinds[place] is not Piece.QUOTED or kinds[place - 1] is Piece.QUOTED:
            continue
        above = place - 1
        while above > 0 and not lines[above].strip():
            above -= 1
        if len(lines[above]) <= LONGEST_LINE and SEPARATOR.fullmatch(lines[above].strip()):
            kinds[above:place] = [Piece.QUOTED] * (place - above)
        elif lines[above].rstrip().endswith((":", "：")) and above == place - 1:
            first = above - 1 if above and WHEN_OR_WHO.search(lines[above - 1]) else above
            if WHEN_OR_WHO.search(" ".join(lines[first:place])):
                kinds[first:place] = [Piece.QUOTED] * (place - first)


def _possible(lines: list[str]) -> list[int | None]:
    """The places of lines that may be part of a header; None where others lie between."""
    possible: list[int | None] = []
    before: int | None = None
    left = MOST_LOOKED_AT
    for place, line in enumerate(lines):
        bare = line.strip() if len(line) <= LONGEST_LINE else ""
        ends = bare.endswith((":", "："))
        if not bare or not left or not (ends or LABEL.match(bare) or SEPARATOR.match(bare)):
            continue
        left -= 1
        above = (
            place - 1 if ends and place and len(lines[place - 1]) <= LONGEST_LINE else place
        )  # "On Monday Eli" / "wrote:"
        if before is not None and above > before + 1:
            possible.append(None)
        possible += [one for one in range(above, place + 1) if before is None or one > before]
        before = place
    return possible


@cache
def _header_pattern() -> Pattern[str]:
    return EmailMessage("", languages=list(LANGUAGES)).HEADER_REGEX


def _take_blank_lines(lines: list[str], kinds: list[Piece]) -> None:
    """Blank lines between quoted ones are quoted too."""
    before = Piece.NEW
    place = 0
    while place < len(lines):
        end = place
        while end < len(lines) and not lines[end].strip():
            end += 1
        after = kinds[end] if end < len(lines) else before
        if before is Piece.QUOTED and after is Piece.QUOTED:
            kinds[place:end] = [Piece.QUOTED] * (end - place)
        if end == len(lines):
            return
        before, place = kinds[end], end + 1


def _sign(lines: list[str], kinds: list[Piece]) -> None:
    """Mark what is below "-- ", or the one line of a telephone, if it is short and nothing new follows."""
    last = max(
        (place for place, kind in enumerate(kinds) if kind is Piece.NEW and lines[place].strip()), default=-1
    )
    for place in range(max(last - LONGEST_SIGNATURE, 1), last + 1):
        is_start = DASHES.match(lines[place]) or (place == last and SENT_FROM.match(lines[place]))
        if is_start and Piece.QUOTED not in kinds[place : last + 1]:
            kinds[place : last + 1] = [Piece.SIGNED] * (last + 1 - place)
            return
