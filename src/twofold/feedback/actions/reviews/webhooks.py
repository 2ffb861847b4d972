"""Reviews that another system hands in: who it is, how much it may bring, and what it says.

It proves itself by the source's secret, sent as ``Authorization: Bearer …``, or by signing as Standard Webhooks have it.
"""

import base64
import binascii
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from math import ceil
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.accounts.actions.tries import Limit, claim_try, give_back, take_portion
from twofold.accounts.queries.actors import HOUSE
from twofold.core.errors import BadInput, DomainError
from twofold.core.sealing import CannotUnseal, unseal
from twofold.feedback.actions.reviews.arrived import Arrived, cleaned
from twofold.feedback.actions.reviews.sources import PURPOSE
from twofold.feedback.actions.reviews.take_in import Taken, take_in
from twofold.feedback.models import ReviewSource

AT_ONCE = 100
IN_AN_HOUR = 2_000
HOUR = 3600
SLACK = timedelta(minutes=5)
FREE_TRIES = 10
TEXTS = ("title", "text", "author", "language", "place", "product", "link")
KNOWN = {*TEXTS, "id", "stars", "written_at", "changed_at"}


class Unproven(DomainError):
    """Whoever hands in does not know the secret."""

    status = 401


class Closed(DomainError):
    """The source was turned off."""

    status = 410


class Exhausted(DomainError):
    """More came within the hour than people write.

    :ivar seconds: until the next hour begins
    """

    status = 429

    def __init__(self, seconds: int) -> None:
        super().__init__(_("That is more than this source may bring in an hour. Send the rest later."))
        self.seconds = seconds


def hand_in(
    source: ReviewSource, headers: Mapping[str, str], body: bytes, *, network: str, now: datetime
) -> list[Taken]:
    """Take in what a system hands in: one review, or up to a hundred in a list. All of it or nothing.

    :param network: where it comes from
    :raises Unproven: if it does not prove who it is
    :raises TooSoon: after too many wrong tries from one network
    :raises Closed, Exhausted, BadInput: with the sentence
    """
    _require_proof(source, headers, body, network, now)
    if not source.is_on:
        raise Closed(_("This source was turned off: nothing is taken in by it."))
    given = _read(body)
    hour, within = divmod(now.timestamp(), HOUR)
    for _one in given:
        if not take_portion(("reviews", source.pk, int(hour)), of=IN_AN_HOUR, now=now):
            raise Exhausted(ceil(HOUR - within))
    arrived = [cleaned(_arrived(one), source, now=now) for one in given]
    return take_in(source, arrived, actor=HOUSE, now=now)


def _require_proof(
    source: ReviewSource, headers: Mapping[str, str], body: bytes, network: str, now: datetime
) -> None:
    limits = [Limit(("review webhook", source.pk, network), FREE_TRIES)]
    claim_try(limits, now=now)
    try:
        secret = unseal(source.secret, purpose=PURPOSE)
    except CannotUnseal:
        secret = ""
    if not secret or not (_bears(secret, headers) or _has_signed(secret, headers, body, now)):
        raise Unproven(_("Send the secret of this source, or sign with it. Its page says how."))
    give_back(limits)


def _bears(secret: str, headers: Mapping[str, str]) -> bool:
    scheme, _space, given = headers.get("Authorization", "").partition(" ")
    return scheme.casefold() == "bearer" and hmac.compare_digest(given.strip().encode(), secret.encode())


def _has_signed(secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
    """Standard Webhooks: HMAC-SHA256 over ``id.timestamp.body``, not older than five minutes."""
    stamp = headers.get("Webhook-Timestamp", "")
    if not (stamp.isascii() and stamp.isdecimal()) or len(stamp) > 12:
        return False
    if abs(now.timestamp() - int(stamp)) > SLACK.total_seconds():
        return False
    signed = f"{headers.get('Webhook-Id', '')}.{stamp}.".encode() + body
    right = hmac.digest(secret.encode(), signed, "sha256")
    for one in headers.get("Webhook-Signature", "").split():
        version, _comma, signature = one.partition(",")
        try:
            given = base64.b64decode(signature, validate=True)
        except (binascii.Error, ValueError):
            continue
        if version == "v1" and hmac.compare_digest(given, right):
            return True
    return False


NOT_READ = gettext_lazy("The body cannot be read. Send JSON in UTF-8: one review, or a list of them.")


def _read(body: bytes) -> Sequence[Mapping[str, Any]]:
    try:
        given = json.loads(body, parse_float=Decimal, parse_int=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError, InvalidOperation):
        raise BadInput(NOT_READ) from None
    given = given if isinstance(given, list) else [given]
    if not all(isinstance(one, dict) for one in given):
        raise BadInput(NOT_READ)
    if not 0 < len(given) <= AT_ONCE:
        raise BadInput(_("Send 1 to %(most)s reviews at once.") % {"most": AT_ONCE})
    return given


def _no_number(word: str) -> None:
    raise ValueError(word)


def _arrived(given: Mapping[str, Any]) -> Arrived:
    for name in given:
        if name not in KNOWN:
            raise BadInput(_("A review has no “%(name)s”.") % {"name": name[:60]}, field=name[:60])
    texts = {name: _text(given, name) for name in TEXTS}
    name = _text(given, "id") if not isinstance(given.get("id"), Decimal) else str(given["id"])
    if not name.strip():
        raise BadInput(_("Say what it is called there, so that it is taken in once."), field="id")
    stars = given.get("stars")
    if stars is not None and not isinstance(stars, Decimal):
        raise BadInput(_("Stars are a number, or null."), field="stars")
    return Arrived(
        external_id=name,
        stars=stars,
        author_name=texts.pop("author"),
        written_at=_moment(given, "written_at"),
        changed_at=_moment(given, "changed_at"),
        **texts,
    )


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadInput(_("This is a text."), field=name)
    return value


def _moment(given: Mapping[str, Any], name: str) -> datetime | None:
    text = _text(given, name)
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or not 1990 <= moment.year < 2200:
        raise BadInput(_("Write a moment like 2026-11-22T09:00:00Z."), field=name)
    return moment.astimezone(UTC)
