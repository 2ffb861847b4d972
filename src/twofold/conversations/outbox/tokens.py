"""What our mails carry so that answers and bounces find back: all of it signed, so that nobody can make it up.

A reply names the Message-ID of what it answers. Where a mail program has cut that away, the reference at the end of the text
still names the conversation; it opens nothing by itself, since it is heeded only from someone who takes part.
"""

import base64
import hmac
import re
import secrets
from functools import lru_cache
from hashlib import blake2b
from hmac import compare_digest

from django.conf import settings

REFERENCE = re.compile(r"\bTW-([0-9A-Z]{1,13})-([A-Z2-7]{26})\b")
BOUNCE = re.compile(r"\+b([0-9a-z]{1,13})-([a-z2-7]{16})@")
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
LONGEST_LOCAL_PART = 64
REFERENCE_BYTES, BOUNCE_BYTES = 16, 10


def new_header_id(domain: str) -> str:
    """A Message-ID without brackets, which only those who receive the mail can know."""
    return f"{secrets.token_hex(16)}@{domain}"


def reference(conversation_id: int) -> str:
    """What names a conversation in the text of a mail, e.g. ``TW-7K-…``."""
    return f"TW-{_digits(conversation_id)}-{_seal('reference', conversation_id, REFERENCE_BYTES)}".upper()


def conversation_named_in(text: str) -> int | None:
    """The conversation that a text names by our own reference, the first if there are several; None if there is none."""
    for number, seal in REFERENCE.findall(text.upper()):
        conversation = int(number, 36)
        if compare_digest(seal.lower(), _seal("reference", conversation, REFERENCE_BYTES)):
            return conversation
    return None


def bounce_address(address: str, mail_id: int) -> str:
    """Where the bounce of one mail comes back to: the mailbox's own address with a signed number behind a plus."""
    local, _at, domain = address.rpartition("@")
    named = f"{local}+b{_digits(mail_id)}-{_seal('bounce', mail_id, BOUNCE_BYTES)}"
    return f"{named}@{domain}" if len(named) <= LONGEST_LOCAL_PART else address


def mail_bounced_to(address: str) -> int | None:
    """The mail whose bounce comes to this address; None when the address is not one of ours, however much it looks like it."""
    found = BOUNCE.search(address.lower())
    if found is None:
        return None
    mail = int(found[1], 36)
    return mail if compare_digest(found[2], _seal("bounce", mail, BOUNCE_BYTES)) else None


def _seal(purpose: str, number: int, size: int) -> str:
    mac = blake2b(str(number).encode(), digest_size=size, key=_key(purpose, settings.SECRET_KEY))
    return base64.b32encode(mac.digest()).decode().rstrip("=").lower()


@lru_cache
def _key(purpose: str, secret: str) -> bytes:
    """A key for each purpose, so that no seal can be used for another."""
    return hmac.digest(secret.encode(), f"twofold.outbox.{purpose}".encode(), "sha256")


def _digits(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return digits or "0"
