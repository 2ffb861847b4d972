"""Counting what may be guessed, in the database, so that all web processes count together (ADR 0016).

Nothing is ever locked: after some free tries each further one has to wait twice as long as the one before, up to a limit. Only
tries that fail count; an hour without any, and all is forgotten.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from twofold.accounts.models import Tries
from twofold.core.errors import DomainError

FIRST_WAIT = timedelta(seconds=10)
FORGOTTEN_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class Limit:
    """How often something may be tried in a row.

    :param of: what is counted together, e.g. an address and the network that the tries come from
    :param free: tries without any wait
    :param longest: the longest wait between two tries
    """

    of: tuple[object, ...]
    free: int
    longest: timedelta = timedelta(minutes=15)

    @property
    def key(self) -> str:
        """What the count is kept under."""
        return key_of(self.of)

    def wait(self, count: int) -> timedelta:
        """How long to wait after so many tries."""
        if count < self.free:
            return timedelta()
        return min(self.longest, FIRST_WAIT * 2 ** min(count - self.free, 20))


class TooSoon(DomainError):
    """Tried too often of late."""

    status = 429


def claim_try(limits: Iterable[Limit], *, now: datetime) -> None:
    """Count one try under each of the limits, before it is looked at whether it is right.

    :raises TooSoon: saying when to try again; then nothing is counted
    """
    limits = {limit.key: limit for limit in limits}
    with transaction.atomic():
        rows = Tries.objects.select_for_update().filter(key__in=limits, last_at__gt=now - FORGOTTEN_AFTER)
        held = {row.key: row for row in rows.order_by("key")}
        until = max((row.last_at + limits[key].wait(row.count) for key, row in held.items()), default=now)
        if until > now:
            raise TooSoon(_in_words(until - now))
        Tries.objects.bulk_create(
            [
                Tries(key=key, count=held[key].count + 1 if key in held else 1, last_at=now)
                for key in sorted(limits)
            ],
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=["count", "last_at"],
        )


def give_back(limits: Iterable[Limit]) -> None:
    """Take a try back that turned out right."""
    keys = [limit.key for limit in limits]
    Tries.objects.filter(key__in=keys, count__gt=0).update(count=F("count") - 1)


def take_portion(
    what: tuple[object, ...], *, of: int, now: datetime, lasts: timedelta = FORGOTTEN_AFTER
) -> bool:
    """Take one of so many portions of something, each of which is given once.

    :param lasts: how long the count is kept from the first one on
    :returns: whether one was left
    """
    key = key_of(what)
    left = Tries.objects.filter(key=key, count__lt=of)
    if left.update(count=F("count") + 1):
        return True
    first = {"count": 1, "last_at": now + lasts - FORGOTTEN_AFTER}
    if of < 1 or not Tries.objects.get_or_create(key=key, defaults=first)[1]:
        return bool(left.update(count=F("count") + 1))  # another process was faster to take the first
    return True


def forget_tries(*, now: datetime) -> int:
    """Delete what counts no more.

    :returns: how many
    """
    return Tries.objects.filter(last_at__lt=now - FORGOTTEN_AFTER).delete()[0]


def key_of(what: tuple[object, ...]) -> str:
    """What a count is kept under, from which nobody reads whose it is."""
    words = "\n".join(str(word).casefold() for word in what)
    return salted_hmac("twofold.tries", words, algorithm="sha256").hexdigest()


def _in_words(left: timedelta) -> str:
    seconds = ceil(left.total_seconds())
    if seconds < 60:
        return ngettext(
            "That was too often. Try again in %(count)s second.",
            "That was too often. Try again in %(count)s seconds.",
            seconds,
        ) % {"count": seconds}
    minutes = ceil(seconds / 60)
    return ngettext(
        "That was too often. Try again in %(count)s minute.",
        "That was too often. Try again in %(count)s minutes.",
        minutes,
    ) % {"count": minutes}
