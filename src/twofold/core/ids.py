"""Ids as addresses and forms write them."""

HIGHEST_ID = 2**63 - 1
"""No engine keeps a greater one."""
LONGEST_ID = 18


def read_id(text: str) -> int | None:
    """The id that a text is, or None for anything else, however long."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_ID else None
