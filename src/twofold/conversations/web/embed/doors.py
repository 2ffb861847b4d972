"""The doors that a script on somebody's website comes to: no session, no cookie, and only for the websites that were named.

A door answers in JSON, in the language of its channel. A refusal is ``{"sentence": …, "errors": {field: sentence}}``.
"""

from collections.abc import Callable, Collection
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
from twofold.conversations.web.embed.origins import let_in, read_json, require_known
from twofold.core.errors import DomainError


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
                    return let_in(request, _origins(channel), HttpResponse(status=204), methods)
                return let_in(request, _origins(channel), _answered(answer, request, channel))

        return view

    return decorate


def public_channel(kind: str, token: str) -> Channel | None:
    """The channel that is known by this key, retired ones too."""
    rows = Channel.objects.system("whoever knows its key may write to it")
    return rows.filter(kind=kind, key=token).first()


def _origins(channel: Channel) -> Collection[str]:
    return channel.settings.get("origins", ())


def require_open(channel: Channel) -> None:
    """Refuse what comes to a channel that was retired.

    :raises Closed: with a sentence
    """
    if not channel.is_open:
        raise Closed(_("This is closed: nothing can be sent here any more. Please write to us another way."))


def _answered(answer: Door, request: HttpRequest, channel: Channel) -> HttpResponse:
    now = timezone.now()
    try:
        require_known(request, _origins(channel))
        require_open(channel)
        given = read_json(request) if request.method == "POST" else {}
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
