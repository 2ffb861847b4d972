"""Secrets that must be used again, such as a mailbox's password: sealed with the secret key, which is not in the database."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class CannotUnseal(Exception):
    """It was sealed with a key that is not here, e.g. because `keys/` was not restored with the database."""


def seal(text: str, *, purpose: str) -> str:
    """The text, readable only with the secret key of today; "" stays "".

    :param purpose: at most 16 letters; what is sealed for one purpose cannot be opened for another
    """
    return _seals(purpose).encrypt(text.encode()).decode() if text else ""


def unseal(sealed: str, *, purpose: str) -> str:
    """What was sealed, with the key of today or one before.

    :raises CannotUnseal: when none of the keys fits
    """
    try:
        return _seals(purpose).decrypt(sealed.encode()).decode() if sealed else ""
    except InvalidToken:
        raise CannotUnseal from None


def _seals(purpose: str) -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(key, purpose))) for key in keys])


def _derived(key: str, purpose: str) -> bytes:
    return hashlib.blake2b(key.encode(), digest_size=32, person=purpose.encode()).digest()
