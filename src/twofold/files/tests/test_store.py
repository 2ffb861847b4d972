"""Keeping bytes by their hash."""

import hashlib
import os
import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import transaction
from django.utils import timezone

from twofold.files.actions.store import TooLarge, store
from twofold.files.actions.sweep import sweep_strays, sweep_unused
from twofold.files.models import Attachment, StoredFile
from twofold.files.queries.paths import open_stored, path_of

pytestmark = pytest.mark.django_db
TOMORROW = timedelta(days=1, minutes=1)


def on_disk(files_dir):
    return sorted(str(path.relative_to(files_dir)) for path in files_dir.rglob("*") if path.is_file())


def test_bytes_are_kept_under_their_hash(files_dir):
    stored = store(BytesIO(b"hello"))

    assert stored.sha256 == hashlib.sha256(b"hello").hexdigest()
    assert stored.size == 5
    assert on_disk(files_dir) == [f"{stored.sha256[:2]}/{stored.sha256}"]
    assert re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{64}", on_disk(files_dir)[0])
    with open_stored(stored.sha256) as content:
        assert content.read() == b"hello"


def test_the_same_bytes_are_kept_once(files_dir):
    assert store(BytesIO(b"hello")).pk == store(BytesIO(b"hello")).pk
    assert len(on_disk(files_dir)) == 1


def test_large_files_stream_through(files_dir):
    class Zeros:
        left = 40 << 20

        def read(self, size):
            assert size <= 1 << 20
            size = min(size, self.left)
            self.left -= size
            return bytes(size)

    assert store(Zeros(), limit=1 << 30).size == 40 << 20


def test_a_file_over_the_limit_leaves_nothing_behind(files_dir, settings):
    settings.UPLOAD_LIMIT = 4 << 20

    with pytest.raises(TooLarge, match="larger than 4 MB"):
        store(BytesIO(bytes((4 << 20) + 1)))

    assert on_disk(files_dir) == []
    assert not StoredFile.objects.exists()


def test_an_upload_that_breaks_off_leaves_nothing_behind(files_dir):
    class Broken:
        def read(self, size):
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        store(Broken())

    assert on_disk(files_dir) == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "AB" * 32, "a" * 63, "a" * 64 + "\n", "\0" * 64])
def test_only_a_hash_names_a_place(name):
    with pytest.raises(ValueError, match="not the SHA-256"):
        path_of(name)


def test_what_nothing_refers_to_is_swept_after_a_day(files_dir, now):
    unused, used = store(BytesIO(b"unused")), store(BytesIO(b"used"))
    Attachment.objects.create(
        file=used,
        name="x",
        content_type="text/plain",
        subject_kind="case",
        subject_id=1,
        unit_id=1,
        added_at=now,
    )

    assert sweep_unused(now=timezone.now()) == 0
    assert sweep_unused(now=timezone.now() + TOMORROW) == 1

    assert not path_of(unused.sha256).exists()
    assert path_of(used.sha256).exists()


def test_storing_again_renews_the_day_of_grace():
    stored = store(BytesIO(b"hello"))
    StoredFile.objects.update(last_stored_at=timezone.now() - TOMORROW)
    store(BytesIO(b"hello"))

    assert sweep_unused(now=timezone.now()) == 0
    assert path_of(stored.sha256).exists()


def test_content_without_a_row_is_swept_after_a_day(files_dir):
    with transaction.atomic():
        lost = store(BytesIO(b"lost")).sha256
        transaction.set_rollback(True)
    kept = store(BytesIO(b"kept")).sha256
    assert sweep_strays() == 0
    for sha256 in (lost, kept):
        os.utime(path_of(sha256), (1, 1))

    assert sweep_strays() == 1
    assert on_disk(files_dir) == [f"{kept[:2]}/{kept}"]
