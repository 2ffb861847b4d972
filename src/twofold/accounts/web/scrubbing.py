"""Keeping secrets that stand in addresses out of the log."""

import logging
import re

SECRET_IN_PATH = re.compile(
    r"(/(?:setup|invitations|accounts/password/reset/key|notifications/mail|settings/security/address|s|b|k)/)(?!done/)[^/\s\"'?]{16,}"
)
TOKEN = re.compile(r"\btf_[\w-]{16,}")


class ScrubSecrets(logging.Filter):
    """Writes `…` for the secret of a set-up, invitation or password link or of a survey, and for API tokens."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record's message; let every record through."""
        record.msg, record.args = scrub(record.getMessage()), ()
        return True


def scrub(text: str) -> str:
    """The text without its secrets."""
    return TOKEN.sub("tf_…", SECRET_IN_PATH.sub(r"\1…", text))
