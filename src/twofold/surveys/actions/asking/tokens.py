"""Tokens of personal links. They are kept nowhere: derived from a secret in `keys/`, so that a reminder carries the same link.

The secret of an anonymous round is derived from what opens its ballots, and is gone with it.
"""

import base64
import hmac
import os
import secrets
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from twofold.surveys.actions.ballots.keys import link_secret
from twofold.surveys.models import Wave

TOKEN_BYTES = 24
SECRET_BYTES = 32


def invitation_token(invitation_id: int) -> str:
    """The token of a link to a named or confidential survey."""
    return _token(house_secret(), f"invitation:{invitation_id}")


def participant_token(wave: Wave, participant_id: int) -> str:
    """The token of a link to an anonymous survey.

    :raises KeyGone: when the round was released, or its key is not here
    """
    return _token(link_secret(wave), f"participant:{participant_id}")


def objection_token(party_id: int) -> str:
    """What lets the holder of a mail say that they want to be asked no more; it opens nothing else."""
    return f"{party_id}-{_token(house_secret(), f'objection:{party_id}')}"


def objecting(token: str) -> int | None:
    """Who says so; None when it was made up."""
    number = token.partition("-")[0]
    if not (number.isascii() and number.isdigit()) or len(number) > 18:
        return None
    return int(number) if hmac.compare_digest(token, objection_token(int(number))) else None


def house_secret() -> bytes:
    """The secret of all links that are not anonymous, made when it is first asked for."""
    return _read(Path(settings.KEYS_DIR) / "links.key")


@lru_cache(maxsize=8)
def _read(path: Path) -> bytes:
    if not path.exists():
        _make(path)
    return bytes.fromhex(path.read_text())


def _make(path: Path) -> None:
    """Write a new secret, whole or not at all; of two who do so at once the first one's stands."""
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


def _token(secret: bytes, named: str) -> str:
    mac = hmac.digest(secret, f"twofold.surveys.{named}".encode(), "sha256")
    return base64.urlsafe_b64encode(mac[:TOKEN_BYTES]).decode()
