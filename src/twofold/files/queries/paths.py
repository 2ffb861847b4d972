"""Where content lies."""

import re
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

HASH = re.compile(r"[0-9a-f]{64}")


def path_of(sha256: str) -> Path:
    """The place of a content: ``files/ab/<hash>``, never anything that somebody typed.

    :raises ValueError: when it is not a hash
    """
    if not HASH.fullmatch(sha256):
        raise ValueError("not the SHA-256 of a file")
    return settings.FILES_DIR / sha256[:2] / sha256


def open_stored(sha256: str) -> BinaryIO:
    """The content, opened for reading bytes.

    :raises FileNotFoundError: when it is not there
    """
    return path_of(sha256).open("rb")
