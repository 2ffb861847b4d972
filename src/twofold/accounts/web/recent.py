"""Asking once more who it is before an act that someone at an unlocked desk must not be able to do (`core.sensitive`).

Looking is free; what is sent waits until the person has confirmed, and is then carried out as it was sent.
"""

import json
from collections.abc import Callable
from time import time
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from twofold.accounts.web.middleware import actor_behind
from twofold.core.sensitive import is_sensitive

CONFIRMED = "confirmed_at"
WAITING = "waiting_to_be_confirmed"
LOOKING = ("GET", "HEAD", "OPTIONS")
LONGEST = 100_000  # characters of a form that waits in the session

View = Callable[..., HttpResponse]


class AsksAgain:
    """Lets a form through to a sensitive view only if its sender signed in, or confirmed that it is them, of late."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: list, kwargs: dict) -> HttpResponse | None:
        """Lead whoever sends something sensitive to the page where one confirms, unless they have."""
        if not is_sensitive(view) or request.method in LOOKING or is_recent(request):
            return None
        return ask_again(request)


def is_recent(request: HttpRequest) -> bool:
    """Whether the person has shown of late who they are, in this session."""
    return time() - request.session.get(CONFIRMED, 0) < settings.CONFIRM_MINUTES * 60


def note_confirmed(request: HttpRequest) -> None:
    """From now on, and for a few minutes, this session need not show it again."""
    request.session[CONFIRMED] = time()


def ask_again(request: HttpRequest) -> HttpResponse:
    """Keep what was sent, and lead to the page where one confirms."""
    body = request.POST.urlencode()
    here = request.get_full_path()
    if len(body) <= LONGEST and not request.FILES:
        request.session[WAITING] = {"path": here, "body": body, "at": time()}
    asked = urlencode({"next": _came_from(request)})
    address = f"{reverse('accounts:confirm')}?{asked}"
    if request.headers.get("HX-Request"):
        told = {"toast": {"text": _("Please confirm that it is you."), "tone": "info"}}
        return HttpResponse(status=204, headers={"HX-Redirect": address, "HX-Trigger": json.dumps(told)})
    return redirect(address)


def _came_from(request: HttpRequest) -> str:
    """The page on which something was sent, as far as the browser tells."""
    try:
        back = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
    except ValueError:  # no address at all
        return "/"
    return (back.path + (f"?{back.query}" if back.query else "")) or "/"


def waiting_form(request: HttpRequest) -> dict | None:
    """What was sent and waits; it is forgotten when the few minutes are over."""
    waiting = request.session.get(WAITING)
    if waiting and time() - waiting["at"] < settings.CONFIRM_MINUTES * 60:
        return waiting
    return None


def carry_out(request: HttpRequest, waiting: dict) -> HttpResponse:
    """Answer what waited, as if it had been sent now."""
    del request.session[WAITING]
    address = urlsplit(waiting["path"])
    request.path = request.path_info = address.path
    request.META["QUERY_STRING"] = address.query
    request.GET, request.POST = QueryDict(address.query), QueryDict(waiting["body"])
    request.actor = SimpleLazyObject(lambda: actor_behind(request))  # the address decides on the side
    request.resolver_match = match = resolve(address.path)
    return match.func(request, *match.args, **match.kwargs)
