"""Stamps: a signed word that a page gets with its form and hands in with it. It says when it was given, for which channel, and
which handing in it is: a second one with the same stamp is the same one again."""

import secrets
from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _

from twofold.core.errors import BadInput, Conflict

SALT = "twofold.conversations.stamp"
NONCE_BYTES = 12
QUICKEST = timedelta(seconds=2)
"""Nobody reads and fills in anything faster; programs do."""
GOOD_FOR = timedelta(hours=24)


class TooQuick(BadInput):
    """Handed in faster than anybody writes."""


class Stale(Conflict):
    """The page has stood open for too long, or its stamp is none of ours."""


def new_stamp(channel_key: str, *, now: datetime) -> str:
    """A stamp for one handing in."""
    said = {"k": channel_key, "n": secrets.token_urlsafe(NONCE_BYTES), "t": int(now.timestamp())}
    return Signer(salt=SALT).sign_object(said)


def read_stamp(stamp: str, channel_key: str, *, now: datetime, quickest: timedelta = QUICKEST) -> str:
    """Which handing in it is.

    :raises TooQuick: when it was given only just now
    :raises Stale: when it is too old, of another channel, or not ours
    """
    try:
        said = Signer(salt=SALT).unsign_object(stamp)
    except (BadSignature, ValueError):
        said = {}
    age = timedelta(seconds=now.timestamp() - said.get("t", 0))
    if said.get("k") != channel_key or age > GOOD_FOR:
        raise Stale(_("This page has been open for a long time. Please send it once more."))
    if age < quickest:
        raise TooQuick(_("That was very quick. Please wait a moment and send it again."))
    return said["n"]
