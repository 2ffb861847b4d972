"""Secrets that are handed out once and kept as a hash only."""

import hashlib
import secrets

SECRET_BYTES = 32


def new_secret(prefix: str = "") -> str:
    """256 random bits, safe in an address; the prefix lets scanners recognize what has leaked."""
    return prefix + secrets.token_urlsafe(SECRET_BYTES)


def digest(secret: str) -> str:
    """What is stored of a secret. It is random and long, so that a plain SHA-256 cannot be searched."""
    return hashlib.sha256(secret.encode()).hexdigest()
