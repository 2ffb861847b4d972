"""What a file may be called."""

import re
import unicodedata

LONGEST = 200
UNSAFE = re.compile(r'[\\/:*?"<>|]+')
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


def clean_name(name: str) -> str:
    """The name that is shown and offered for saving. It never becomes a path here, but it will on somebody's computer.

    First it is normalised and everything invisible is taken out, only then is it looked at: "U+200B.htaccess" must not be
    checked with the invisible character and used without it.
    """
    visible = "".join(
        char for char in unicodedata.normalize("NFKC", name) if unicodedata.category(char)[0] != "C"
    )
    last = re.split(r"[\\/]", visible)[-1]
    name = " ".join(UNSAFE.sub("_", last).split()).strip(". ")
    if RESERVED.fullmatch(name):
        name = f"_{name}"
    return _shorten(name) or "file"


def _shorten(name: str) -> str:
    """At most 200 bytes of UTF-8, keeping the extension."""
    stem, dot, extension = name.rpartition(".")
    if not stem or len(extension) > 10:
        stem, dot, extension = name, "", ""
    tail = dot + extension
    room = LONGEST - len(tail.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(". ") + tail
