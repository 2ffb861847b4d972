"""Mails out of a folder, an archive (tar, packed or not), an mbox file, or a file of one mail."""

import gzip
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput

LARGEST = 150 << 20
GZIP = b"\x1f\x8b"
FROM_LINE = b"From "
NOT_MAIL = (".DS_Store", "Thumbs.db")


def mails_in(path: Path) -> Iterator[bytes]:
    """Every mail, as it is, one after another: never more than one in memory.

    :raises BadInput: if there is nothing of the kind at this path
    """
    if path.is_dir():
        yield from _in_folder(path)
    elif path.is_file() and tarfile.is_tarfile(path):
        yield from _in_archive(path)
    elif path.is_file():
        yield from _in_file(path)
    else:
        raise BadInput(_("There is no file or folder %(path)s.") % {"path": path})


def _in_folder(path: Path) -> Iterator[bytes]:
    for file in sorted(path.rglob("*")):
        if file.is_file() and not file.is_symlink() and file.name not in NOT_MAIL:
            yield from _in_file(file)


def _in_archive(path: Path) -> Iterator[bytes]:
    with tarfile.open(path, mode="r|*") as archive:
        for member in archive:
            if member.isfile() and 0 < member.size <= LARGEST and (content := archive.extractfile(member)):
                yield content.read()


def _in_file(path: Path) -> Iterator[bytes]:
    with path.open("rb") as beginning:
        is_packed = beginning.read(2) == GZIP
    with gzip.open(path) if is_packed else path.open("rb") as file:
        first = file.readline(LARGEST)
        if first.startswith(FROM_LINE):
            yield from _in_mbox(file)
        elif first:
            yield first + file.read(LARGEST)


def _in_mbox(file: BinaryIO) -> Iterator[bytes]:
    """The mails behind the first separator, each up to the next one that follows an empty line."""
    lines: list[bytes] = []
    size = 0
    for line in file:
        if line.startswith(FROM_LINE) and (not lines or lines[-1] in (b"\n", b"\r\n")):
            yield b"".join(lines)
            lines, size = [], 0
        elif size <= LARGEST:
            is_quoted = line.startswith(b">") and line.lstrip(b">").startswith(FROM_LINE)
            lines.append(line[1:] if is_quoted else line)
            size += len(line)
    if lines:
        yield b"".join(lines)
