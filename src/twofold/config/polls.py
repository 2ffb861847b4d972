"""What an open page asks every few seconds, answered by the shortest way as long as nothing is new.

Whoever leaves an inbox open asks three thousand times a day. So that this costs next to nothing, it is answered before all that a
page needs is made ready. Nothing is told that is new, and only a session that the usual way would let in gets an answer here:
whatever is in doubt goes that way.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from time import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from twofold.accounts.queries.sessions import staff_behind, stored_session
from twofold.accounts.web.devices import NOTED_EVERY
from twofold.core.actor import Actor
from twofold.core.plates import house


class AnswersPolls:
    """Says 204 to those who ask whether something is new, if nothing is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        word = self.polls.get(request.path_info)
        if word and request.method == "GET" and nothing_is_new(request, word):
            return HttpResponse(status=204, headers={"Cache-Control": "no-store, private"})
        return self.get_response(request)

    @cached_property
    def polls(self) -> Mapping[str, Callable[[Actor], str]]:
        """Address → what changes as soon as something does."""
        return {reverse(poll.url_name): poll.word for poll in house().every("polls")}


def nothing_is_new(request: HttpRequest, word: Callable[[Actor], str]) -> bool:
    """Whether the word that the asker knows is still the one they would be told now."""
    since, key = request.GET.get("since"), request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    session = stored_session(key) if since and key else {}
    if not session or must_be_noted(session):
        return False
    actor = staff_behind(session)
    return actor is not None and word(actor) == since


def must_be_noted(session: Mapping[str, Any]) -> bool:
    """Whether the list of sessions is due, or a second step may still be missing: the usual way sees to both."""
    listed = session.get("listed")
    is_due = listed is not None and time() - listed >= NOTED_EVERY
    return is_due or (settings.SECOND_STEP != "none" and not session.get("has_second_step"))
