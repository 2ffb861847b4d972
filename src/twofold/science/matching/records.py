"""What is compared of a person or an organisation, folded so that case, accents and punctuation do not count."""

import re
import unicodedata
from typing import NamedTuple

WORD = re.compile(r"[^\W_]+")
LEGAL_FORMS = frozenset(
    "ag bv co company corp corporation eg ev gbr gmbh inc incorporated kg limited llc llp ltd mbh nv ohg oy plc pty sa "
    "sarl se spa srl ug und and the".split()
)


class Record(NamedTuple):
    """One person or organisation. All texts are folded; identifiers are ``scheme=value``.

    :param name: the whole name; given and family name are empty where nobody stated them
    :param groups: ids of the organisations it belongs to
    """

    id: int
    name: str
    given: str = ""
    family: str = ""
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""
    identifiers: frozenset[str] = frozenset()
    groups: frozenset[int] = frozenset()


def folded(text: str) -> str:
    """Lower case, without accents and punctuation, one blank between words."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in text if not unicodedata.combining(char))
    return " ".join(WORD.findall(text.casefold()))


def folded_company(text: str) -> str:
    """The name of an organisation without its legal form, unless nothing else would be left."""
    words = folded(text).split()
    return " ".join(word for word in words if word not in LEGAL_FORMS) or " ".join(words)


def name_parts(name: str, given: str, family: str) -> tuple[str, str]:
    """Given and family name of a person as stated, else the first word and the rest; folded."""
    given, family = folded(given), folded(family)
    if given or family:
        return given, family
    first, _blank, rest = folded(name).partition(" ")
    return first, rest
