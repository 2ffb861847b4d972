"""Tokens of links that are kept nowhere: derived from a secret in `keys/`, so that the same link can be written again."""

import base64
import hmac
import os
import secrets
from functools import lru_cache
from pathlib import Path

from django.conf import settings

TOKEN_BYTES = 24
SECRET_BYTES = 32


def link_token(named: str, *, secret: bytes | None = None) -> str:
    """The token of what is named: 192 bits that cannot be guessed without the secret.

    :param named: what it opens, e.g. ``surveys.invitation:7``
    :param secret: that of the house, unless told otherwise
    """
    mac = hmac.digest(house_secret() if secret is None else secret, named.encode(), "sha256")
    return base64.urlsafe_b64encode(mac[:TOKEN_BYTES]).decode()


def is_token_of(token: str, named: str) -> bool:
    """Whether a token is genuine."""
    return token.isascii() and hmac.compare_digest(token, link_token(named))


def house_secret() -> bytes:
    """The secret of the house's links, made when it is first asked for."""
    return _read(Path(settings.KEYS_DIR) / "links.key")


@lru_cache(maxsize=8)
def _read(path: Path) -> bytes:
    if not path.exists():
        _make(path)
    return bytes.fromhex(path.read_text())


def _make(path: Path) -> None:
    """Write a new secret, whole or not at all; of two who do so at once, the first one's stands."""
    draft = path.with_suffix(f".{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(secrets.token_hex(SECRET_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
