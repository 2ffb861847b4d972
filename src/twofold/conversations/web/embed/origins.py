"""Who may talk with our doors from a page elsewhere, and how browsers are told (Fetch standard, CORS). Never with cookies."""

import json
from collections.abc import Collection, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from twofold.core.errors import BadInput, DomainError, NotAllowed

LARGEST = 100_000
"""Bytes of what is handed in: five times the longest message in any script."""
REMEMBERED = 7200
"""Seconds for which a browser need not ask again whether it may."""


class TooLarge(DomainError):
    """More than any form of ours holds."""

    status = 413


def is_known(request: HttpRequest, origins: Collection[str]) -> bool:
    """Whether the page that asks is one of these websites, or ours."""
    origin = request.headers.get("Origin", "")
    return origin in origins or origin == f"{request.scheme}://{request.get_host()}"


def require_known(request: HttpRequest, origins: Collection[str]) -> None:
    """Whatever hands something in says where it stands, as all browsers do; a question without that is from our own page.

    :raises NotAllowed: for any other website
    """
    if "Origin" not in request.headers and request.method in ("GET", "HEAD"):
        return
    if not is_known(request, origins):
        raise NotAllowed(_("This website may not use this channel. It has to be named in its settings."))


def let_in(
    request: HttpRequest, origins: Collection[str], response: HttpResponse, methods: Sequence[str] = ()
) -> HttpResponse:
    """Tell the browser that the website may read the answer."""
    response["Vary"] = "Origin"
    if not is_known(request, origins):
        return response
    response["Access-Control-Allow-Origin"] = request.headers["Origin"]
    if methods:
        response["Access-Control-Allow-Methods"] = ", ".join(methods)
        response["Access-Control-Allow-Headers"] = "content-type"
        response["Access-Control-Max-Age"] = str(REMEMBERED)
    return response


def read_json(request: HttpRequest) -> dict[str, Any]:
    """What a script has handed in.

    :raises TooLarge, BadInput: with a sentence
    """
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
