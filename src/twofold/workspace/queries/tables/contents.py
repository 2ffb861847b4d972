"""The bytes of a file: packed or not, a workbook or text, and a sample of them that tells the most."""

import gzip
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput

GZIP = b"\x1f\x8b"
ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAMPLE = 256 << 10
LARGEST_WORKBOOK = 1 << 30


def beginning(path: Path, size: int = 8) -> bytes:
    """The first bytes of a file."""
    with path.open("rb") as file:
        return file.read(size)


def is_gzip(path: Path) -> bool:
    """Whether the file is packed by gzip."""
    return beginning(path).startswith(GZIP)


def is_spreadsheet(path: Path) -> bool:
    """Whether the file is a workbook (XLSX, XLSB, XLS, ODS).

    :raises BadInput: for other archives, and for a workbook that would unpack to more than a gigabyte
    """
    first = beginning(path)
    if first.startswith(OLD_OFFICE):
        return True
    if not first.startswith(ZIP):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            unpacked = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile:
        raise BadInput(_("This archive is damaged. Save the file again.")) from None
    if not any(name.startswith("xl/") or name == "content.xml" for name in names):
        raise BadInput(_("This is an archive, not a table. Unpack it and import the files in it one by one."))
    if unpacked > LARGEST_WORKBOOK:
        raise BadInput(_("This workbook is too large. Save the sheet as CSV and import that."))
    return True


@contextmanager
def open_bytes(path: Path, *, is_packed: bool) -> Iterator[BinaryIO]:
    """The bytes of a file, unpacked.

    :raises BadInput: on reading, if a packed file is cut short or damaged
    """
    with gzip.open(path, "rb") if is_packed else path.open("rb", buffering=1 << 20) as file:
        try:
            yield file
        except (EOFError, gzip.BadGzipFile, gzip.zlib.error):
            raise BadInput(
                _("This packed file is cut short or damaged. Pack it again, or import it unpacked.")
            ) from None


def sample_of(path: Path, *, is_packed: bool) -> bytes:
    """The beginning of a file; if that is plain ASCII, also the first stretch that is not, since only that tells the encoding."""
    with open_bytes(path, is_packed=is_packed) as file:
        head = file.read(SAMPLE)
        more = head
        while more and more.isascii() and b"\0" not in head:
            more = file.read(SAMPLE)
        if more is head or not more:
            return _whole_lines(head)
        return _whole_lines(head) + _whole_lines(more.partition(b"\n")[2] or more)


def _whole_lines(sample: bytes) -> bytes:
    """Cut off the last line if it may have been cut through."""
    if len(sample) < SAMPLE or b"\n" not in sample:
        return sample
    end = sample.rindex(b"\n") + 1
    return sample[: end + (sample[end : end + 1] == b"\0")]
