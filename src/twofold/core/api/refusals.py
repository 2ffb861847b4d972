"""How a refusal becomes an answer of the API: one shape, one sentence, in one place for all operations."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from twofold.core.errors import DomainError, NotVisible

SECTIONS = ("body", "query", "path", "header")


class Refusal(Schema):
    """Why not, in a sentence, and the field it concerns if it is one."""

    detail: str
    field: str = ""


def answer_refusals(api: NinjaAPI) -> None:
    """Teach an API to answer what its operations refuse. Anything else is a bug and crashes."""
    api.add_exception_handler(DomainError, _domain_error)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(AuthenticationError, _unknown_caller)
    api.add_exception_handler(RequestDataTooBig, _too_big)
    for absent in (NotVisible, Http404):
        api.add_exception_handler(absent, _not_found)
    api.add_exception_handler(Throttled, _too_often)
    api.add_exception_handler(HttpError, _unreadable)


def refuse(status: int, sentence: str, field: str = "") -> HttpResponse:
    """A refusal as an answer."""
    return JsonResponse({"detail": str(sentence), "field": field}, status=status)


def _domain_error(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    return refuse(refusal.status, refusal.sentence, refusal.field)


def _not_found(request: HttpRequest, refusal: Exception) -> HttpResponse:
    return refuse(404, _("There is nothing at this address, or it is not yours to see."))


def _unknown_caller(request: HttpRequest, refusal: AuthenticationError) -> HttpResponse:
    answer = refuse(
        401, _("Send a valid token, as in “Authorization: Bearer tf_…”. Settings has a page for them.")
    )
    answer["WWW-Authenticate"] = "Bearer"
    return answer


def _too_big(request: HttpRequest, refusal: RequestDataTooBig) -> HttpResponse:
    return refuse(413, _("This is too much for one request. Send less at once, or import a file."))


def _too_often(request: HttpRequest, refusal: Throttled) -> HttpResponse:
    return refuse(429, _("That was too often. Wait until the next minute, or ask for more at once."))


def _unreadable(request: HttpRequest, refusal: HttpError) -> HttpResponse:
    return refuse(refusal.status_code, _("The body cannot be read. Send JSON in UTF-8."))


def _invalid(request: HttpRequest, refusal: ValidationError) -> HttpResponse:
    first: dict[str, Any] = refusal.errors[0]
    place = [str(part) for part in first["loc"] if part not in SECTIONS]
    name = ".".join(place[1:] if place[:1] == ["given"] and len(place) > 1 else place)
    said = first["msg"].removeprefix("Value error, ")
    sentence = _("“%(field)s” cannot be used: %(reason)s.") % {
        "field": name,
        "reason": said[:1].lower() + said[1:],
    }
    return refuse(422, sentence, name)
