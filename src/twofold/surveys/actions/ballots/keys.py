"""Keys of ballot boxes: a pair for each wave, of which the opening half lies in `keys/`, outside the database and its backups."""

import hmac
import os
from pathlib import Path

from django.conf import settings
from nacl.public import PrivateKey, PublicKey, SealedBox

from twofold.core.sealing import seal, unseal
from twofold.surveys.models import BallotKey, Wave

PURPOSE = "ballot box"


class KeyGone(Exception):
    """The file that opens a wave's ballots is not here: lost, or destroyed at release."""


def make_key(wave: Wave) -> BallotKey:
    """Make a wave's pair. The opening half is on disk, whole, before the sealing half is in the database."""
    private = PrivateKey.generate()
    path = key_file(wave)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(seal(private.encode().hex(), purpose=PURPOSE))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    _sync(path.parent)
    return BallotKey.objects.create(wave=wave, public=private.public_key.encode())


def sealing_box(key: BallotKey) -> SealedBox:
    """What seals ballots and cannot open them."""
    return SealedBox(PublicKey(bytes(key.public)))


def opening_box(wave: Wave) -> SealedBox:
    """What opens a wave's ballots.

    :raises KeyGone: when its file is not here
    """
    return SealedBox(PrivateKey(_opening_half(wave)))


def link_secret(wave: Wave) -> bytes:
    """What the links of a wave are derived from: it opens no ballot, and is gone with the key.

    :raises KeyGone: when its file is not here
    """
    return hmac.digest(_opening_half(wave), b"twofold.surveys.links", "sha256")


def is_kept(wave: Wave) -> bool:
    """Whether a wave's ballots could still be opened."""
    return key_file(wave).exists()


def key_file(wave: Wave) -> Path:
    """Where the opening half lies, sealed, until the release."""
    return Path(settings.KEYS_DIR) / "ballots" / f"wave-{wave.pk}.key"


def destroy_key(wave: Wave) -> None:
    """Overwrite and remove the opening half; nothing happens where that was done before."""
    path = key_file(wave)
    if path.exists():
        with path.open("r+b") as file:
            file.write(os.urandom(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        _sync(path.parent)


def _opening_half(wave: Wave) -> bytes:
    try:
        kept = key_file(wave).read_text()
    except FileNotFoundError:
        raise KeyGone from None
    return bytes.fromhex(unseal(kept, purpose=PURPOSE))


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
