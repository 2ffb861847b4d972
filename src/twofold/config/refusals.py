"""How a refusal becomes a page: one place for all views.

Anticipated refusals (`core.errors`) carry their sentence. What is hidden and what is absent give the same page.
"""

import json
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from twofold.core.api.refusals import refuse
from twofold.core.errors import DomainError, NotVisible
from twofold.core.ids import HIGHEST_ID


class Refusals:
    """Turn the refusals that views raise into answers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        read_as_utf8(request)
        leave_out_nul(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: list, kwargs: dict
    ) -> HttpResponse | None:
        """What no id can be is as absent as any other record."""
        if any(isinstance(part, int) and part > HIGHEST_ID for part in kwargs.values()):
            return not_found(request, NotVisible())
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """An answer for a refusal; None, so that it crashes, for anything else."""
        if isinstance(exception, NotVisible):
            return not_found(request, exception)
        if isinstance(exception, DomainError):
            return refusal(request, exception.status, exception.sentence)
        return None


def read_as_utf8(request: HttpRequest) -> None:
    """Read a form as all our pages send it, whatever it says of itself: Python knows encodings that are none of texts."""
    if request.encoding:
        request.encoding = "utf-8"


def leave_out_nul(request: HttpRequest) -> None:
    """Read an address as if it held no NUL, which PostgreSQL cannot compare with. The API refuses such texts in words."""
    asked = request.META["QUERY_STRING"]
    if "%00" in asked and not request.path_info.startswith("/api/"):
        request.META["QUERY_STRING"] = asked.replace("%00", "")
        vars(request).pop("GET", None)


def refusal(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    """The sentence as a page, for htmx as a toast that leaves the page as it is, or for a program as in every answer."""
    if request.path_info.startswith("/api/"):
        return refuse(status, sentence)
    if request.headers.get("HX-Request"):
        toast = {"toast": {"text": str(sentence), "tone": "danger"}}
        return HttpResponse(status=status, headers={"HX-Trigger": json.dumps(toast), "HX-Reswap": "none"})
    return error_page(status, sentence)


def error_page(status: int, sentence: str) -> HttpResponse:
    """A page that asks nothing of the database or the session, since they may be what is broken."""
    return HttpResponse(
        render_to_string("ui/shell/error.html", {"code": status, "sentence": sentence}), status=status
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, the same for what is absent and for what is hidden."""
    return refusal(request, 404, _("There is nothing at this address, or it is not yours to see."))


def not_allowed(request: HttpRequest, exception: PermissionDenied) -> HttpResponse:
    """403 with the reason."""
    return refusal(request, 403, str(exception) or _("You may not do this."))


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that this site did not hand out, or long ago."""
    return refusal(request, 403, _("This form has expired. Go back, reload the page and send it again."))


def too_many(request: HttpRequest) -> HttpResponse:
    """429 for whoever tries too often, e.g. to sign in."""
    return refusal(request, 429, _("That was too often. Wait a few minutes and try again."))


def broken(request: HttpRequest) -> HttpResponse:
    """500: our mistake."""
    sentence = _("Something broke on our side. It is in the log; please try again.")
    is_program = request.path_info.startswith("/api/")
    return refuse(500, sentence) if is_program else error_page(500, sentence)
