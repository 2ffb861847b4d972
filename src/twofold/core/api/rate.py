"""How often a person's programs may ask, so that one that runs wild leaves room for others."""

from time import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

MINUTE = 60


class PerMinute(BaseThrottle):
    """At most `API_PER_MINUTE` requests of one user in each minute of the clock, counted in each web process by itself."""

    def allow_request(self, request: HttpRequest) -> bool:
        """Count the request, and say whether it is still within the limit."""
        key = f"api-{request.actor.user_id}-{int(time() // MINUTE)}"
        if cache.add(key, 1, 2 * MINUTE):
            return True
        try:
            return cache.incr(key) <= settings.API_PER_MINUTE
        except ValueError:  # the cache was full and has just dropped it
            return True

    def wait(self) -> float:
        """Seconds until the next minute begins."""
        return MINUTE - time() % MINUTE
