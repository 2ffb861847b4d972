"""The doors that a script on somebody's website comes to: no session, no cookie, and only for the websites that were named.

A door answers in JSON, in the language of its channel. A refusal is ``{"sentence": …, "errors": {field: sentence}}``.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from twofold.accounts.queries.devices import network_of
from twofold.conversations.channels.public.budgets import Exhausted
from twofold.conversations.channels.public.stamps import Stale, new_stamp
from twofold.conversations.channels.public.words import clean_words
from twofold.conversations.models import Channel
from twofold.core.errors import BadInput, DomainError, NotAllowed

LARGEST = 100_000
"""Bytes of what is handed in: five times the longest message in any script."""
REMEMBERED = 7200
"""Seconds for which a browser need not ask again whether it may."""


class TooLarge(DomainError):
    """More than any form of ours holds."""

    status = 413


class Closed(DomainError):
    """Nothing is taken in by this channel any more."""

    status = 410


@dataclass(frozen=True)
class Asked:
    """What came to a door.

    :param given: what was handed in; {} for a question
    :param network: where it comes from
    """

    request: HttpRequest
    channel: Channel
    now: datetime
    network: str
    given: dict[str, Any] = field(default_factory=dict)

    def word(self, name: str) -> str:
        """A text of what was handed in, "" if there is none."""
        return clean_words(self.given.get(name))


Door = Callable[[Asked], HttpResponse]


def door(kind: str, *methods: str) -> Callable[[Door], Callable[..., HttpResponse]]:
    """A view for a script elsewhere, for channels of a kind."""

    def decorate(answer: Door) -> Callable[..., HttpResponse]:
        @csrf_exempt  # nobody is signed in here: there is nothing that another site could do in their name
        @login_not_required
        @never_cache
        @wraps(answer)
        def view(request: HttpRequest, token: str) -> HttpResponse:
            if request.method not in (*methods, "OPTIONS"):
                return HttpResponseNotAllowed([*methods, "OPTIONS"])
            channel = public_channel(kind, token)
            if channel is None:
                return JsonResponse({"sentence": _("There is nothing at this address.")}, status=404)
            with translation.override(channel.settings.get("language")):
                if request.method == "OPTIONS":
                    return _let_in(request, channel, HttpResponse(status=204), methods)
                return _let_in(request, channel, _answered(answer, request, channel))

        return view

    return decorate


def public_channel(kind: str, token: str) -> Channel | None:
    """The channel that is known by this key, retired ones too."""
    rows = Channel.objects.system("whoever knows its key may write to it")
    return rows.filter(kind=kind, key=token).first()


def require_open(channel: Channel) -> None:
    """Refuse what comes to a channel that was retired.

    :raises Closed: with a sentence
    """
    if not channel.is_open:
        raise Closed(_("This is closed: nothing can be sent here any more. Please write to us another way."))


def _answered(answer: Door, request: HttpRequest, channel: Channel) -> HttpResponse:
    now = timezone.now()
    try:
        _require_known(request, channel)
        require_open(channel)
        given = _read(request) if request.method == "POST" else {}
        return answer(Asked(request, channel, now, network_of(request), given))
    except DomainError as refusal:
        return refused(refusal, channel, now)


def refused(refusal: DomainError, channel: Channel, now: datetime) -> JsonResponse:
    """A refusal as a script reads it; where a page stood open for too long, with a new stamp for another try."""
    sentence = str(refusal)
    said = {"errors": {refusal.field: sentence}} if refusal.field else {"sentence": sentence}
    if isinstance(refusal, Stale):
        said["stamp"] = new_stamp(channel.key, now=now)
    response = JsonResponse(said, status=refusal.status)
    if isinstance(refusal, Exhausted):
        response["Retry-After"] = str(refusal.seconds)
    return response


def _own_origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _is_known(request: HttpRequest, channel: Channel) -> bool:
    origin = request.headers.get("Origin", "")
    return origin in channel.settings.get("origins", ()) or origin == _own_origin(request)


def _require_known(request: HttpRequest, channel: Channel) -> None:
    """Whatever hands something in says where it stands, as all browsers do; a question without that is from our own page."""
    if "Origin" not in request.headers and request.method in ("GET", "HEAD"):
        return
    if not _is_known(request, channel):
        raise NotAllowed(_("This website may not use this channel. It has to be named in its settings."))


def _let_in(
    request: HttpRequest, channel: Channel, response: HttpResponse, methods: tuple[str, ...] = ()
) -> HttpResponse:
    """Tell the browser that the website may read the answer (Fetch standard, CORS); never with cookies."""
    response["Vary"] = "Origin"
    if not _is_known(request, channel):
        return response
    response["Access-Control-Allow-Origin"] = request.headers["Origin"]
    if methods:
        response["Access-Control-Allow-Methods"] = ", ".join(methods)
        response["Access-Control-Allow-Headers"] = "content-type"
        response["Access-Control-Max-Age"] = str(REMEMBERED)
    return response


def _read(request: HttpRequest) -> dict[str, Any]:
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        raise TooLarge(_("That is too much at once. Please shorten it."))
    if request.content_type != "application/json":
        raise BadInput(_("This address takes JSON."))
    try:
        given = json.loads(request.body)
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        raise BadInput(_("This is not JSON as this address takes it."))
    return given
