"""How often a person's programs may ask, so that one that runs wild leaves room for others."""

from collections import OrderedDict
from threading import Lock
from time import time

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja.throttling import BaseThrottle

from twofold.accounts.actions.tries import take_portion

MINUTE = 60
PORTIONS = 20
REMEMBERED = 1_000

Key = tuple[int | None, int, int]


class PerMinute(BaseThrottle):
    """At most `API_PER_MINUTE` requests of one user in each minute of the clock, over all web processes together.

    The minute's requests are dealt out in portions. A process takes one from the database and then counts by itself, so that
    most requests ask nobody. Its first portion is free, which most programs never exceed.
    """

    def __init__(self) -> None:
        super().__init__()
        self._left: OrderedDict[Key, int] = OrderedDict()
        self._lock = Lock()

    def allow_request(self, request: HttpRequest) -> bool:
        """Count the request, and say whether it is still within the limit."""
        size = max(1, settings.API_PER_MINUTE // PORTIONS)
        key = (request.actor.user_id, int(time() // MINUTE), size)
        if self._count(key, size):
            return True
        if not take_portion(("api", *key), of=settings.API_PER_MINUTE // size - 1, now=timezone.now()):
            return False
        with self._lock:
            self._left[key] = self._left.get(key, 0) + size - 1
        return True

    def wait(self) -> float:
        """Seconds until the next minute begins."""
        return MINUTE - time() % MINUTE

    def _count(self, key: Key, size: int) -> bool:
        """Count down what is left of this process's portions; False when nothing is."""
        with self._lock:
            left = self._left.get(key, size)
            self._left[key] = max(left - 1, 0)
            while len(self._left) > REMEMBERED:
                self._left.popitem(last=False)
            return left > 0
