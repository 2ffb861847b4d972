"""The sign that keeps a spreadsheet from running a cell as a formula: put on when writing, taken off when reading."""

import unicodedata

DANGEROUS = frozenset("=+-@|%")
STARTS = frozenset("\t\r\n")
SAFE_FIRST = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


def neutral(text: str) -> str:
    """The text as a cell that no spreadsheet runs: with a leading ``'`` where needed."""
    return f"'{text}" if _needs_sign(text) else text


def restored(text: str) -> str:
    """The text that `neutral` was given: exactly its sign is taken off, no other apostrophe."""
    return text[1:] if text[:1] == "'" and _needs_sign(text[1:]) else text


def _needs_sign(text: str) -> bool:
    """Whether the first visible character begins a formula, or is the sign before such a text."""
    if not text or text[0] in SAFE_FIRST:
        return False
    if text[0] in STARTS:
        return True
    if text[0] == "'":
        return _needs_sign(text[1:])
    for char in text:
        for part in unicodedata.normalize("NFKC", char):
            if not part.isspace() and unicodedata.category(part)[0] != "C":
                return part in DANGEROUS
    return False
