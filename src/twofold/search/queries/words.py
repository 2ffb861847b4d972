"""From text to the words it is found by: the same for what is indexed and for what is typed, on both databases."""

import re
import unicodedata
from functools import lru_cache

PLAIN_WORD = re.compile(r"[a-z0-9]+")
WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+"
)  # an ideograph is a word of its own
MARKS = "\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
LEFT_OUT = re.compile(f"[{MARKS}{INVISIBLE}]+")
SAME_LETTER = str.maketrans({"ى": "ي", "ة": "ه", "ـ": None})
TITLE, KIND, SCOPE = "¶", "§k", "§s"  # neither sign can be part of a word
LONGEST_WORD = 64
LONGEST_TEXT = 20_000


def words_of(text: str) -> list[str]:
    """The words of a text: lower case, without accents, in their order; "Café-Straße 7" → ["cafe", "strasse", "7"]."""
    text = text[:LONGEST_TEXT]
    words = PLAIN_WORD.findall(text.lower()) if text.isascii() else WORD.findall(fold(text))
    return [word[:LONGEST_WORD] for word in words]


def fold(text: str) -> str:
    """The text in lower case and without accents; Greek, Cyrillic or Chinese stay what they are.

    Arabic is written in more than one way: a final ya without dots, a ta marbuta as ha, letters drawn long.
    """
    plain = LEFT_OUT.sub("", unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()))
    return plain.translate(SAME_LETTER)


def in_title(word: str) -> str:
    """The word that an entry has when `word` is in its title."""
    return TITLE + word


@lru_cache(maxsize=10_000)
def of_kind(kind: str) -> str:
    """The word that entries of a kind have."""
    return KIND + _plain(kind)


@lru_cache(maxsize=10_000)
def in_scope(scope: str) -> str:
    """The word that entries in a scope have."""
    return SCOPE + _plain(scope)


def _plain(name: str) -> str:
    return "".join(char if char.isascii() and char.isalnum() else "x" for char in name.lower())
