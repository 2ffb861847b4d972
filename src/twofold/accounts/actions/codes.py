"""Codes typed as a second step. Each is good once: RFC 6238 §5.2, kept in the database so that all processes agree."""

from datetime import datetime
from hmac import compare_digest

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.db import transaction

from twofold.accounts.models import User


def matching_counter(secret: str, code: str, *, now: datetime) -> int | None:
    """Which half minute an app's code belongs to: this one, the one before or the one after; None if to neither."""
    typed = code.replace(" ", "").encode()
    present = int(now.timestamp()) // app_settings.TOTP_PERIOD
    for counter in (present, present - 1, present + 1):
        if compare_digest(format_hotp_value(hotp_value(secret, counter)).encode(), typed):
            return counter
    return None


@transaction.atomic
def use_code(user: User, code: str, *, now: datetime) -> Authenticator | None:
    """Use up a code of someone's app, or one of their recovery codes.

    :returns: what it was of, or None if it is wrong or was used before
    """
    held = (
        Authenticator.objects.select_for_update().filter(user=user).exclude(type=Authenticator.Type.WEBAUTHN)
    )
    for factor in held.order_by("-type"):
        is_app = factor.type == Authenticator.Type.TOTP
        if _use_of_app(factor, code, now) if is_app else factor.wrap().validate_code(code.replace(" ", "")):
            return factor
    return None


def _use_of_app(factor: Authenticator, code: str, now: datetime) -> bool:
    counter = matching_counter(decrypt(factor.data["secret"]), code, now=now)
    if counter is None or counter <= factor.data.get("last_counter", 0):
        return False
    factor.data["last_counter"] = counter
    factor.save(update_fields=["data"])
    return True
