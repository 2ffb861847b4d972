"""The cards of a vCard file (3.0 and 4.0), as rows of people. A card that cannot be read costs itself, never those after it."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import vobject
from django.utils.translation import gettext as _

from twofold.workspace.queries.tables.contents import open_bytes
from twofold.workspace.queries.tables.records import Record

BEGIN, END = "begin:vcard", "end:vcard"
MOST_LINES, LONGEST = 500, 64 << 10
"""Lines of a card, and characters of it in all; only pictures make more, and those are left out before."""
HEADERS = (
    *("uid", "name", "given name", "family name", "email", "phone", "mobile", "organization", "title"),
    *("street", "city", "region", "postcode", "country"),
)
PICTURES = ("PHOTO", "LOGO", "SOUND", "KEY")


def is_vcard(sample: bytes) -> bool:
    """Whether a file begins as vCards do."""
    return sample.lstrip(b"\xef\xbb\xbf \r\n\t")[:11].lower() == BEGIN.encode()


def vcard_records(path: Path, *, is_packed: bool, encoding: str) -> Iterator[Record]:
    """The headers, then for each card the line it begins on, its cells, and what is wrong with it."""
    yield 1, list(HEADERS), ""
    with open_bytes(path, is_packed=is_packed) as content:
        for number, card in _cards(_lines(content, encoding)):
            if len(card) >= LONGEST or card.count("\n") >= MOST_LINES:
                yield (
                    number,
                    [],
                    _("This card is longer than any real one. Export it anew, without attachments."),
                )
                continue
            try:
                read = vobject.readOne(card)
                yield number, _cells(read), _not_of_a_person(read)
            except (vobject.base.VObjectError, ValueError, AttributeError, IndexError):
                wrong = _("This card cannot be read. Save it anew as vCard 3.0 or 4.0.")
                yield number, [card.partition("\n")[2].partition("\n")[0].strip()], wrong


def _lines(content: BinaryIO, encoding: str) -> Iterator[str]:
    """The lines of a file; of one that is longer than a whole card may be, its beginning."""
    is_rest = False
    while piece := content.readline(LONGEST):
        if not is_rest:
            yield piece.decode(encoding, "replace")
        is_rest = not piece.endswith(b"\n")


def _cards(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Line and text of each card, without pictures; one that is never closed ends where the next begins."""
    begun, card, skipping = 0, [], False
    for number, line in enumerate(lines, start=1):
        word = line.strip().lower()
        if word == BEGIN:
            if card:
                yield begun, "".join(card)
            begun, card, skipping = number, [line], False
        elif card:
            skipping = line[:1] in " \t" if skipping else line.upper().startswith(PICTURES)
            if not skipping and len(card) < MOST_LINES and sum(map(len, card)) < LONGEST:
                card.append(line)
            skipping = skipping or line.upper().startswith(PICTURES)
            if word == END:
                yield begun, "".join(card)
                card = []
    if card:
        yield begun, "".join(card)


def _cells(card: vobject.base.Component) -> list[str]:
    name, address = _first(card, "n"), _first(card, "adr")
    phones = [(str(phone.value), _types(phone)) for phone in card.contents.get("tel", ())]
    mobile = next((value for value, types in phones if "cell" in types), "")
    phone = next((value for value, types in phones if not {"cell", "fax"} & types), "")
    organization = _first(card, "org")
    return [
        *(_text(_first(card, "uid")), _text(_first(card, "fn"))),
        *(_text(getattr(name, "given", "")), _text(getattr(name, "family", ""))),
        *(_text(_first(card, "email")), _plain(phone), _plain(mobile)),
        *(_text(organization[0] if organization else ""), _text(_first(card, "title"))),
        *(_text(getattr(address, part, "")) for part in ("street", "city", "region", "code", "country")),
    ]


def _not_of_a_person(card: vobject.base.Component) -> str:
    """Address books keep companies as cards too: marked in version 4 by a kind, before by Apple's sign."""
    marks = {str(_first(card, "kind")).lower(), str(_first(card, "x-abshowas")).lower()}
    if marks & {"org", "group", "company"}:
        return _("This card is not of a person. Import organisations as a table.")
    return ""


def _first(card: vobject.base.Component, name: str) -> object:
    found = card.contents.get(name)
    return found[0].value if found else ""


def _types(line: vobject.base.ContentLine) -> set[str]:
    return {kind.lower() for kinds in line.params.get("TYPE", ()) for kind in kinds.split(",")}


def _plain(phone: str) -> str:
    return _text(phone.removeprefix("tel:"))


def _text(value: object) -> str:
    return " ".join((", ".join(value) if isinstance(value, list) else str(value)).split())
