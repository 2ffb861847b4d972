"""Remembering the browsers in which someone signs in."""

from datetime import datetime

from django.db import transaction

from twofold.accounts.models import KnownDevice, User
from twofold.accounts.models.secret import digest, new_secret
from twofold.accounts.queries.actors import actor_for
from twofold.core.actor import ActingSide
from twofold.timeline.actions.record import record


@transaction.atomic
def remember_device(
    user: User, *, token: str, network: str, label: str, now: datetime
) -> tuple[KnownDevice, str]:
    """Note that a user has signed in with a browser. If it is a new one, and not their first, it stands on their timeline.

    :param token: what the browser was given by an earlier sign-in, or ""
    :returns: the device, and the token that the browser keeps
    """
    held = KnownDevice.objects.filter(user=user)
    device = held.filter(token_hash=digest(token)).first() if token else None
    if device:
        device.network, device.label, device.last_at = network, label, now
        device.save(update_fields=["network", "label", "last_at"])
        return device, token
    is_first = not held.exists()
    token = token or new_secret()
    device = KnownDevice.objects.create(
        user=user, token_hash=digest(token), network=network, label=label, first_at=now, last_at=now
    )
    if not is_first:
        record(
            "accounts.new_device_used",
            subject=user,
            actor=actor_for(user, ActingSide.STAFF),
            now=now,
            unit_id=None,
            parties=[user.person_id],
            changes={"device": ("", label)},
        )
    return device, token
