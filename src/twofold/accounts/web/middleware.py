"""Who asks, on every request: an actor, and the side of the house they want to be shown."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from twofold.accounts.queries.actors import actor_for
from twofold.accounts.queries.tokens import actor_for_token
from twofold.core.actor import ActingSide, Actor
from twofold.ui.formats import write_dates

SIDES = ("both", "internal", "external")


class WhoAsks:
    """Sets `request.actor`, found out when first needed, and `request.shown_side` ("both", "internal" or "external").

    The side one acts from comes from the address: `/portal/` always acts as the customer, even for an administrator. A session
    is nobody to the API, which knows its callers by token only.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_behind(request))
        request.shown_side = "both"
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: list, kwargs: dict) -> None:
        """Read the choice of side only for pages that need a session anyway."""
        if getattr(view, "login_required", True):
            request.shown_side = request.session.get("shown_side", "both")


class SpeaksTheirLanguage:
    """Speaks to everyone in the language and with the dates they chose; Django's middleware has asked the browser before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        write_dates("local")
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: list, kwargs: dict) -> None:
        """Read the choice only for pages that need a session anyway."""
        if not getattr(view, "login_required", True) or not request.user.is_authenticated:
            return
        write_dates(request.user.date_style)
        if request.user.language:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()


def actor_behind(request: HttpRequest) -> Actor:
    """The actor whom a request's session stands for, or in the API its token; nobody without one."""
    if request.path_info.startswith("/api/"):
        return actor_for_token(bearer_token(request)) or Actor.nobody()
    if not request.user.is_authenticated:
        return Actor.nobody()
    side = ActingSide.PORTAL if request.path_info.startswith("/portal/") else ActingSide.STAFF
    return actor_for(request.user, side)


def bearer_token(request: HttpRequest) -> str:
    """The token that a program has sent, "" if it sent none."""
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
