"""Removing content that nothing refers to."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from twofold.files.models import StoredFile
from twofold.files.queries.paths import HASH, path_of

AT_LEAST = timedelta(days=1)
SWEPT_AT_ONCE = 200


def sweep_unused(*, now: datetime) -> int:
    """Delete stored files that nothing has referred to for a day: no attachment, and no row of any room above.

    :returns: how many were deleted
    """
    swept = 0
    old = _unused().filter(last_stored_at__lt=now - AT_LEAST)
    while chunk := list(old.order_by("pk").values_list("pk", "sha256")[:SWEPT_AT_ONCE]):
        for pk, sha256 in chunk:
            swept += _remove(pk, sha256, now)
    return swept


@transaction.atomic
def _remove(pk: int, sha256: str, now: datetime) -> int:
    """Delete the row and, before anyone can store the same bytes again, the content."""
    deleted, _by_model = _unused().filter(pk=pk, last_stored_at__lt=now - AT_LEAST).delete()
    if deleted:
        path_of(sha256).unlink(missing_ok=True)
    return deleted


def _unused() -> QuerySet[StoredFile]:
    """Stored files without a single row that points at them, in whatever room."""
    unused = StoredFile.objects.all()
    for relation in StoredFile._meta.get_fields(include_hidden=True):  # those with no name of their own, too
        if not relation.auto_created or relation.concrete:
            continue
        referring = relation.related_model._base_manager
        if hasattr(referring, "system") or hasattr(relation.related_model.objects, "system"):
            referring = relation.related_model.objects.system("is this file referred to?")
        unused = unused.filter(~Exists(referring.filter(**{relation.field.name: OuterRef("pk")})))
    return unused


def sweep_strays() -> int:
    """Delete what lies on the disk without a row: drafts of uploads that broke off, and content whose transaction failed.

    :returns: how many were deleted
    """
    swept = 0
    for path in _old_files(settings.FILES_DIR):
        known = HASH.fullmatch(path.name) and StoredFile.objects.filter(sha256=path.name).exists()
        if not known:
            path.unlink(missing_ok=True)
            swept += 1
    return swept


def _old_files(folder: Path) -> Iterator[Path]:
    too_young = time.time() - AT_LEAST.total_seconds()
    for path in folder.glob("*/*"):
        if path.is_file() and path.stat().st_mtime < too_young:
            yield path
