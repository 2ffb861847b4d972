"""The cookie by which a browser is known again, and the list of sessions kept up while pages are read."""

from collections.abc import Callable
from time import time

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from twofold.accounts.queries.factors import is_required_of, own_factors

YEAR = 365 * 24 * 3600
NOTED_EVERY = 5 * 60
STEPS_ELSEWHERE = ("/settings/security/", "/accounts/", "/static/")


class Devices:
    """Gives a browser its token, notes now and then that a session lives, and asks for a second step where one is required."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if token := getattr(request, "device_token", ""):
            response.set_cookie(
                settings.DEVICE_COOKIE_NAME,
                token,
                max_age=YEAR,
                secure=settings.HTTPS,
                httponly=True,
                samesite="Lax",
            )
        return response

    def process_view(
        self, request: HttpRequest, view: Callable, args: list, kwargs: dict
    ) -> HttpResponse | None:
        """Look at sessions only for pages that need one anyway."""
        if not getattr(view, "login_required", True) or not request.user.is_authenticated:
            return None
        note_seen(request)
        if settings.SECOND_STEP != "none" and lacks_second_step(request):
            return redirect("accounts:security")
        return None


def token_of(request: HttpRequest) -> str:
    """What an earlier sign-in has given to this browser, or ""."""
    return request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")


def note_seen(request: HttpRequest) -> None:
    """Keep the list of sessions up, at most every few minutes, so that reading stays reading."""
    listed = request.session.get("listed")
    if listed is None or time() - listed < NOTED_EVERY:
        return
    request.session["listed"] = time()
    rows = UserSession.objects.filter(session_key=request.session.session_key)
    if not rows.update(last_seen_at=timezone.now(), ip=request.META["REMOTE_ADDR"]):
        UserSession.objects.create_from_request(request)


def list_again(request: HttpRequest) -> None:
    """After the session has been given a new key, list it under that."""
    if "listed" in request.session:
        UserSession.objects.create_from_request(request)


def lacks_second_step(request: HttpRequest) -> bool:
    """Whether the user still has to set up the second step that the house asks for. Asked once in a session that has one."""
    if request.path_info.startswith(STEPS_ELSEWHERE) or request.session.get("has_second_step"):
        return False
    if not is_required_of(request.user):
        return False
    has_one = own_factors(request.user).exists()
    if has_one:
        request.session["has_second_step"] = True
    return not has_one
