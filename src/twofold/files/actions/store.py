"""Writing content to disk, named by its hash."""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.files.models import StoredFile
from twofold.files.queries.paths import path_of

CHUNK = 1 << 20


class TooLarge(BadInput):
    """The file has more bytes than an upload may have."""


def store(source: BinaryIO, *, limit: int | None = None) -> StoredFile:
    """Keep the bytes of `source`, streaming; the same bytes are kept once.

    They are on the disk, and would survive a power cut, before the row is written.

    :param limit: the most bytes to take; without one, the installation's limit for uploads
    :raises TooLarge: before anything is kept
    """
    limit = settings.UPLOAD_LIMIT if limit is None else limit
    drafts = settings.FILES_DIR / "drafts"
    drafts.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=drafts, delete=False) as draft:
        try:
            sha256, size = _copy(source, draft, limit)
            return _keep(Path(draft.name), sha256, size)
        finally:
            Path(draft.name).unlink(missing_ok=True)


def _copy(source: BinaryIO, draft: BinaryIO, limit: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        size += len(chunk)
        if size > limit:
            raise TooLarge(
                _("This file is larger than %(limit)s MB. Split it, or ask for a higher limit.")
                % {"limit": limit >> 20}
            )
        digest.update(chunk)
        draft.write(chunk)
    draft.flush()
    os.fsync(draft.fileno())
    return digest.hexdigest(), size


@transaction.atomic
def _keep(draft: Path, sha256: str, size: int) -> StoredFile:
    """Write the row, and with it locked move the draft in place: a sweep of orphans cannot come between."""
    now = timezone.now()
    StoredFile.objects.bulk_create(
        [StoredFile(sha256=sha256, size=size, created_at=now, last_stored_at=now)],
        update_conflicts=True,
        unique_fields=["sha256"],
        update_fields=["last_stored_at"],
    )
    place = path_of(sha256)
    place.parent.mkdir(exist_ok=True)
    os.replace(draft, place)
    _fsync_folder(place.parent)
    return StoredFile.objects.get(sha256=sha256)


def _fsync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
