"""Which mail server sends."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from twofold.core.environment import BadSetting


def mail_settings(url: str) -> dict[str, Any]:
    """Django's EMAIL_* settings for an address like `smtp://user:password@host:587`; printing when it is empty.

    :raises BadSetting: when the address is not one of a mail server
    """
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise BadSetting(
            "TWOFOLD_SMTP_URL must be an address like smtp://user:password@mail.example.org:587."
        )
    plain = parse_qs(parts.query).get("tls") == ["none"]
    return {
        "EMAIL_BACKEND": "twofold.conversations.outbox.backend.OutboxBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and not plain,
    }
